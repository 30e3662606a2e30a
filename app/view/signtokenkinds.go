package view

import "countersign/sigv4/token"

// tokenKind is a kind of token or password.
type tokenKind struct {
	value, words string
	fields       string   // that it needs beside those of the carrier
	example      []string // field and value in turn
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
		{"rds", "RDS or Aurora", " host-name user expires ", []string{FieldHost, "prod-instance.us-east-1.rds.amazonaws.com:3306", FieldUser, "someusername",
			FieldKeyID, "akid", FieldSecret, "skid", FieldTime, "20161107T173933Z"}, makeRDS, presigned, useRDS},
		{"dsql", "Aurora DSQL", " host-name role expires ", []string{FieldHost, "test.dsql.us-east-1.on.aws", FieldRegion, "us-east-1"}, makeDSQL, presigned, useDSQL},
		{"elasticache", "ElastiCache", " resource user serverless expires ", []string{FieldName, "my-cache", FieldUser, "iam-user-01", FieldRegion, "us-east-1"},
			cache(token.ElastiCache), presigned, useCache},
		{"memorydb", "MemoryDB", " resource user expires ", []string{FieldName, "my-cluster", FieldUser, "iam-user-01", FieldRegion, "us-east-1"},
			cache(token.MemoryDB), presigned, useCache},
		{"msk", "MSK (Kafka)", " expires ", []string{FieldRegion, "us-east-1"}, makeMSK, "The presigned URL in base64url, without padding.", useMSK},
		{"eks", "EKS (Kubernetes)", " resource expires ", []string{FieldName, "my-cluster", FieldRegion, "us-east-1", FieldExpires, "60"},
			makeEKS, "k8s-aws-v1. and the presigned URL in base64url, without padding.", useEKS},
		{"smtp", "SES SMTP password", "", []string{FieldRegion, "us-west-1", FieldSecret, exampleSecret}, makeSMTP, "The byte 4 and the 32 bytes of the signature, in Base64.", useSMTP},
		{"codecommit", "CodeCommit", " host-name resource ", []string{FieldHost, "git-codecommit.us-east-1.amazonaws.com", FieldName, "myrepo", FieldRegion, "us-east-1"},
			makeCodeCommit, "The time, Z and the signature, one after another.", useCodeCommit},
	}
}

// kindOf is the kind of that value.
func kindOf(value string) tokenKind {
	list := tokenKinds()
	for _, k := range list {
		if k.value == value {
			return k
		}
	}
	return list[0]
}

func kindChoices() []Choice {
	var choices []Choice
	for _, k := range tokenKinds() {
		choices = append(choices, Choice{k.value, k.words})
	}
	return choices
}
