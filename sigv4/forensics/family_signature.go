package forensics

var (
	signatureBase64 = &Mistake{"signature-base64", "signature", "signature-format",
		"wrote the signature in base64", "Write the 32 bytes of the signature as 64 lower-case hex digits.", docSigning}
	signatureUpper = &Mistake{"signature-upper-case", "signature", "signature-format",
		"wrote the signature in upper-case hex", "Write the signature in lower-case hex.", docSigning}
	signatureCut = &Mistake{"signature-truncated", "signature", "signature-format",
		"cut the signature short", "Send all 64 hex digits of the signature.", docSigning}
	signatureHashed = &Mistake{"signature-hashed", "signature", "signature-format",
		"did not send the last HMAC itself", "Sign the string to sign once with the signing key, and send that HMAC in hex.", docSigning}
)
