package sigv4test

import (
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"
	"time"

	"countersign/sigv4"
	"countersign/sigv4/sigv4a"
)

// v4aKeySteps checks the derivation of a SigV4A key pair. Lines: access-key-id, secret, counter. The
// section "private key" is compared by the public key that it has.
func v4aKeySteps(f *file) ([]Step, error) {
	pair, err := v4aPair(f)
	if err != nil {
		return nil, err
	}
	number, err := hex.DecodeString(f.section("private key"))
	if err != nil || len(number) != 32 {
		return nil, fmt.Errorf("the private key is 64 hex digits")
	}
	private, err := sigv4a.NewKeyPair([32]byte(number))
	if err != nil {
		return nil, err
	}
	public := f.section("public key")
	return []Step{
		{"private key", sigv4.StageSigningKey, public, coordinates(private.Public())},
		{"public key", sigv4.StageSigningKey, public, coordinates(pair.Public())},
		{"counter", sigv4.StageSigningKey, f.line("counter"), strconv.Itoa(pair.Counter())},
	}, nil
}

func v4aPair(f *file) (sigv4a.KeyPair, error) {
	return sigv4a.DeriveKeyPair(sigv4.Credentials{AccessKeyID: f.line("access-key-id"), Key: sigv4.SecretKey(f.line("secret"))})
}

func coordinates(k sigv4a.PublicKey) string {
	x, y := k.Hex()
	return x + "\n" + y
}

// v4aSteps checks the signing of a request by SigV4A. Lines and sections are those of a request, but for
// "region-set" in the place of "region". Recorded signatures are random: they must verify, the one
// alone and the one in the signed request; the deterministic ones are compared.
func v4aSteps(f *file) ([]Step, error) {
	pair, err := v4aPair(f)
	if err != nil {
		return nil, err
	}
	steps := []Step{{"public key", sigv4.StageSigningKey, f.section("public key"), coordinates(pair.Public())}}
	r, err := sigv4.ParseRequest(f.section("request"))
	if err != nil {
		return nil, err
	}
	r.PayloadHash = f.line("payload-hash")
	c := sigv4.Credentials{AccessKeyID: f.line("access-key-id"), SessionToken: f.line("token")}
	g := sigv4.Signing{
		RegionSet: f.line("region-set"), Service: f.line("service"),
		Rules:            sigv4.Rules{Normalize: f.line("normalize") == "on"},
		OmitSessionToken: f.line("omit-session-token") == "yes",
	}
	if g.Time, err = time.Parse(sigv4.TimeFormat, f.line("time")); err != nil {
		return nil, err
	}
	if g.Payload, err = payloadMode(f.line("payload")); err != nil {
		return nil, err
	}
	if n := f.line("normalize"); n != "on" && n != "off" {
		return nil, fmt.Errorf("normalize %q is neither on nor off", n)
	}
	if expires := f.line("expires"); expires != "" {
		if g.Expires, err = strconv.Atoi(expires); err != nil {
			return nil, err
		}
	}
	for carrier, prefix := range []string{"header: ", "query: "} {
		if f.section(prefix+"canonical request") == "" {
			continue
		}
		g.Carrier = sigv4.Carrier(carrier)
		more, err := v4aCarrier(f, prefix, r, c, pair, g)
		if err != nil {
			return nil, err
		}
		steps = append(steps, more...)
	}
	return steps, nil
}

// v4aCarrier checks one carrier.
func v4aCarrier(f *file, prefix string, r sigv4.Request, c sigv4.Credentials, pair sigv4a.KeyPair, g sigv4.Signing) ([]Step, error) {
	d, err := sigv4a.Derive(r, c, pair, g)
	if err != nil {
		return nil, err
	}
	steps := []Step{
		{prefix + "canonical request", sigv4.StageCanonicalRequest, f.section(prefix + "canonical request"), d.CanonicalRequest.String},
		{prefix + "string to sign", sigv4.StageStringToSign, f.section(prefix + "string to sign"), d.StringToSign.String},
	}
	if want := f.section(prefix + "deterministic signature"); want != "" {
		steps = append(steps, Step{prefix + "deterministic signature", sigv4.StageSignature, want, d.Signature})
	}
	verified := func(name, stringToSign, signature string) error {
		ok, err := sigv4a.VerifyStringToSign(stringToSign, signature, pair.Public())
		steps = append(steps, Step{prefix + name, sigv4.StageSignature, "verified: true", fmt.Sprint("verified: ", ok)})
		return err
	}
	if err := verified("verifying", d.StringToSign.String, d.Signature); err != nil {
		return nil, err
	}
	if recorded := f.section(prefix + "recorded signature"); recorded != "" {
		if err := verified("recorded signature", d.StringToSign.String, recorded); err != nil {
			return nil, err
		}
	}
	recorded := f.section(prefix + "recorded signed request")
	if recorded == "" {
		return steps, nil
	}
	request, err := sigv4.ParseRequest(recorded)
	if err != nil {
		return nil, err
	}
	claim, err := sigv4.ParseClaim(request)
	if err != nil {
		return nil, err
	}
	steps = append(steps, Step{prefix + "signed request", sigv4.StageSignature, recorded,
		strings.Replace(d.Signed.Raw(), d.Signature, claim.Signature, 1)})
	if err := verified("signature of the signed request", d.StringToSign.String, claim.Signature); err != nil {
		return nil, err
	}
	if g.OmitSessionToken && g.Carrier == sigv4.QueryCarrier {
		return steps, nil // a server must know by the service that the parameter is not signed
	}
	request.PayloadHash = d.PayloadHash.String
	v, err := sigv4a.Verify(request, claim, g.Rules, pair.Public(), sigv4.Theirs{CanonicalRequest: d.CanonicalRequest.String})
	return append(steps, Step{prefix + "verifying the signed request", sigv4.StageSignature, sigv4.StageNone.String(), v.Departs.String()}), err
}
