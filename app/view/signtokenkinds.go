package view

import "countersign/sigv4/token"

// tokenKind is a kind of token or password.
type tokenKind struct {
	value, words string
	fields       string // that it needs beside those of the carrier
	example      string // as exampleOf gives one
	make         func(*signDrawing, token.Terms) (token.Token, error)
	how          string // how the text is made of the signature
	use          func(*signDrawing) string
}

// tokenKinds lists them all, in the order of their choice.
func tokenKinds() []tokenKind {
	cache := func(make func(token.CacheRequest) (token.Token, error)) func(*signDrawing, token.Terms) (token.Token, error) {
		return func(w *signDrawing, t token.Terms) (token.Token, error) {
			return make(token.CacheRequest{Terms: t, Name: w.state.Field(FieldName), User: w.state.Field(FieldUser),
				Serverless: w.state.Field(FieldKind) == "elasticache" && w.state.Field(FieldServerless) != "", Expires: w.in.settings.Expires})
		}
	}
	const presigned = "The presigned URL without its scheme is the password."
	return []tokenKind{
		// boto/botocore, tests/unit/test_signers.py
		{"rds", "RDS or Aurora", " host-name user expires ", "host-name=prod-instance.us-east-1.rds.amazonaws.com:3306\nuser=someusername\nkey-id=akid\nsecret=skid\ntime=20161107T173933Z", makeRDS, presigned, useRDS},
		{"dsql", "Aurora DSQL", " host-name role expires ", "host-name=test.dsql.us-east-1.on.aws\nregion=us-east-1", makeDSQL, presigned, useDSQL},
		{"elasticache", "ElastiCache", " resource user serverless expires ", "resource=my-cache\nuser=iam-user-01\nregion=us-east-1",
			cache(token.ElastiCache), presigned, useCache},
		{"memorydb", "MemoryDB", " resource user expires ", "resource=my-cluster\nuser=iam-user-01\nregion=us-east-1",
			cache(token.MemoryDB), presigned, useCache},
		{"msk", "MSK (Kafka)", " expires ", "region=us-east-1", makeMSK, "The presigned URL in base64url, without padding.", useMSK},
		{"eks", "EKS (Kubernetes)", " resource expires ", "resource=my-cluster\nregion=us-east-1\nexpires=60",
			makeEKS, "k8s-aws-v1. and the presigned URL in base64url, without padding.", useEKS},
		{"smtp", "SES SMTP password", "", "region=us-west-1", makeSMTP, "The byte 4 and the 32 bytes of the signature, in Base64.", useSMTP},
		{"codecommit", "CodeCommit", " host-name resource ", "host-name=git-codecommit.us-east-1.amazonaws.com\nresource=myrepo\nregion=us-east-1",
			makeCodeCommit, "The time, Z and the signature, one after another.", useCodeCommit},
	}
}

// kindOf is the kind of that value.
func kindOf(value string) *tokenKind {
	list := tokenKinds()
	for i := range list {
		if list[i].value == value {
			return &list[i]
		}
	}
	return &list[0]
}

func kindChoices() []Choice {
	var choices []Choice
	for _, k := range tokenKinds() {
		choices = append(choices, Choice{k.value, k.words})
	}
	return choices
}
