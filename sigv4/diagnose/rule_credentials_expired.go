package diagnose

// credentialsExpiredRule judges answers that say by their code alone that credentials have expired.
func credentialsExpiredRule() rule {
	return rule{
		name:   "credentials-expired",
		causes: []string{"credentials-expired"},
		guide:  guideCodes + "#near-misses",
		sources: []Citation{
			{docCommonErrors, "ExpiredTokenException: the security token included in the request is expired."},
			{docS3Errors, "ExpiredToken: the provided token has expired."},
		},
		judge: func(b *bench) []Finding {
			e, ok := b.code("ExpiredToken", "ExpiredTokenException")
			if !ok {
				return nil
			}
			return []Finding{{
				Cause: "credentials-expired", Title: "The temporary credentials have expired", Confidence: Certain,
				Why:   "The server answered " + quoted(e.Code.String, 0) + ": the session token is past its end. This is not a matter of the clock or of the signature.",
				Marks: markText(e.Code, "", "", true),
				Fixes: []Fix{{
					Do:     "Get new temporary credentials, all three values",
					Detail: "Look for an old session in the environment: variables win over profiles. A client that was made once with fixed credentials keeps them for ever.",
					Code:   "unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN\naws sso login",
				}},
			}}
		},
	}
}
