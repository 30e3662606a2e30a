package p256_test

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"countersign/sigv4/internal/p256"
)

// exampleKey is the private key of RFC 6979, appendix A.2.5.
func exampleKey() p256.PrivateKey {
	number, err := hex.DecodeString("c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721")
	if err != nil {
		panic(err)
	}
	key, err := p256.NewPrivateKey([32]byte(number))
	if err != nil {
		panic(err)
	}
	return key
}

func ExampleNewPrivateKey() {
	_, err := p256.NewPrivateKey([32]byte{})
	fmt.Println(err)
	fmt.Println(exampleKey())
	// Output:
	// private key: it is a number from 1 to n-1, n being the order of P-256
	// [private key not shown]
}

func ExamplePrivateKey_IsZero() {
	fmt.Println(p256.PrivateKey{}.IsZero(), exampleKey().IsZero())
	// Output: true false
}

func ExamplePrivateKey_Public() {
	x, y := exampleKey().Public().Hex()
	fmt.Println(x)
	fmt.Println(y)
	// Output:
	// 60fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6
	// 7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299
}

func ExamplePublicKey_Check() {
	key := exampleKey().Public()
	fmt.Println(key.Check())
	key.X, key.Y = key.Y, key.X
	fmt.Println(key.Check())
	// Output:
	// <nil>
	// public key: X and Y are the coordinates of a point of the curve P-256
}

func ExamplePublicKey_Uncompressed() {
	fmt.Printf("%x\n", exampleKey().Public().Uncompressed())
	// Output: 0460fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb67903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299
}

func ExampleParseUncompressed() {
	whole := exampleKey().Public().Uncompressed()
	key, err := p256.ParseUncompressed(whole)
	fmt.Println(key == exampleKey().Public(), err)
	_, err = p256.ParseUncompressed(whole[:64])
	fmt.Println(err)
	// Output:
	// true <nil>
	// public key at byte 64: the uncompressed form has 65 bytes
}

func ExampleParseHex() {
	x, y := exampleKey().Public().Hex()
	key, err := p256.ParseHex(x, y)
	fmt.Println(key == exampleKey().Public(), err)
	_, err = p256.ParseHex(x, "0x"+y)
	fmt.Println(err)
	// Output:
	// true <nil>
	// public key Y at byte 1: a coordinate has 64 hex digits
}

func ExampleSign() {
	signature := p256.Sign(exampleKey(), sha256.Sum256([]byte("sample")))
	fmt.Printf("%x\n%x\n", signature.R, signature.S)
	// Output:
	// efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716
	// f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8
}

func ExampleVerify() {
	key := exampleKey()
	signature := p256.Sign(key, sha256.Sum256([]byte("sample")))
	fmt.Println(p256.Verify(key.Public(), sha256.Sum256([]byte("sample")), signature))
	fmt.Println(p256.Verify(key.Public(), sha256.Sum256([]byte("simple")), signature))
	// Output:
	// true
	// false
}

func ExampleAppendDER() {
	signature := p256.Sign(exampleKey(), sha256.Sum256([]byte("test")))
	fmt.Printf("%x\n", p256.AppendDER(nil, signature))
	// Output: 3045022100f1abb023518351cd71d881567b1ea663ed3efcf6c5132b354f28d3b0b7d383670220019f4113742a2b14bd25926b49c649155f267e60d3814b4c0cc84250e46f0083
}

func ExampleParseDER() {
	signature, err := p256.ParseDER([]byte{0x30, 6, 2, 1, 5, 2, 1, 7})
	fmt.Println(signature.R[31], signature.S[31], err)
	_, err = p256.ParseDER([]byte{0x30, 7, 2, 2, 0, 5, 2, 1, 7})
	fmt.Println(err)
	// Output:
	// 5 7 <nil>
	// signature r at byte 4: 00 stands in front only of a byte of 80 or above
}
