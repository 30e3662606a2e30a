package paste

import (
	"strings"
	"testing"
)

// formValues are the fields of a form, in order.
var formValues = [...][2]string{
	{"key", "user/${filename}"}, {"acl", "public-read"}, {"x-amz-credential", "AKIDEXAMPLE/20260315/us-east-1/s3/aws4_request"}, {"x-amz-algorithm", "AWS4-HMAC-SHA256"},
	{"x-amz-date", "20260315T120000Z"}, {"x-amz-meta-a", `a "b" & 'c'`}, {"policy", "eyJleHBpcmF0aW9uIjoiMjAyNiJ9"}, {"x-amz-signature", emptyHash},
}

// formOf writes the fields, each with a template in which NAME and VALUE stand, escaped.
func formOf(template, between string, escapes *strings.Replacer) string {
	var all []string
	for _, f := range formValues {
		all = append(all, strings.NewReplacer("NAME", f[0], "VALUE", escapes.Replace(f[1])).Replace(template))
	}
	return strings.Join(all, between)
}

// TestForms: the fields of a form are read wherever they stand before they are sent, each with its place.
func TestForms(t *testing.T) {
	const address = "https://b.s3.amazonaws.com/"
	html := formOf(`<input type="hidden" name="NAME" value="VALUE" />`, "\n", strings.NewReplacer("&", "&amp;", `"`, "&quot;"))
	single := formOf(`<INPUT type=hidden value='VALUE' name=NAME>`, "", strings.NewReplacer("&", "&amp;", "'", "&#39;"))
	file := "\n<input type=\"file\" name=\"file\"><input type=\"submit\" name=\"submit\" value=\"Upload\">"
	for _, c := range []struct {
		name, before, form, after string
		ignored                   string
		kind                      Kind
	}{
		{"boto3, as JSON", "made it:\n", `{"url": "` + address + `", "fields": {` + formOf(`"NAME": "VALUE"`, ", ", strings.NewReplacer(`"`, `\"`)) + "}}", "\nand it fails", "", KindForm},
		{"boto3, as Python prints it", "", "{'url': '" + address + "', 'fields': {" + formOf("'NAME': 'VALUE'", ", ", strings.NewReplacer("'", `\'`)) + "}}", "\n", "", KindForm},
		{"as JavaScript prints it", "{ ok: true, upload: ", "{\n  url: '" + address + "',\n  fields: {\n    " + formOf("'NAME': 'VALUE'", ",\n    ", strings.NewReplacer("'", `\'`)) + "\n  }\n}", " }", "", KindForm},
		{"fields alone", "", "{" + formOf(`"NAME": "VALUE"`, ",", strings.NewReplacer(`"`, `\"`)) + "}", "", "", KindForm},
		{"a page", "<p>Send it:</p>\n", `<form action="` + address + `" method="post" enctype="multipart/form-data">` + html + file + "</form>", "\n<p>Done</p>", "submit", KindForm},
		{"a whole page", "<!DOCTYPE html>\n<html><body>", "<FORM method=post action=" + address + ">" + single + "</FORM>", "</body></html>", "", KindForm},
		{"a page that is cut", "", `<form action='` + address + `'>` + html, "", "", KindForm},
		{"curl", "", "curl " + address + " \\\n " + formOf(`-F "NAME=VALUE"`, " \\\n ", strings.NewReplacer("$", `\$`, `"`, `\"`)) + " -F file=@a.txt -F late=1", "\n", "late", KindCurl},
		{"curl, long", "$ ", "curl -X POST " + formOf(`--form-string 'NAME=VALUE'`, " ", strings.NewReplacer("'", `'\''`)) + " --form 'file=@a.txt;type=text/plain' " + address, "", "", KindCurl},
	} {
		ev := parsed(t, c.before+c.form+c.after)
		if len(ev.Forms) != 1 {
			t.Errorf("%s: %d forms, %v", c.name, len(ev.Forms), ev.Parts)
			continue
		}
		f := ev.Forms[0]
		if got := ev.in(f.Span); got != c.form && got != c.before+c.form || f.Redacted || strings.Join(f.Ignored, " ") != c.ignored {
			t.Errorf("%s: redacted %v, ignored %v, at %q", c.name, f.Redacted, f.Ignored, got)
		}
		if f.Address.String != address && c.name != "fields alone" || len(f.Fields) != len(formValues) {
			t.Errorf("%s: address %q, %d fields", c.name, f.Address.String, len(f.Fields))
			continue
		}
		for i, field := range f.Fields {
			if field.Name != formValues[i][0] || field.Value.String != formValues[i][1] {
				t.Errorf("%s: field %s is %q", c.name, field.Name, field.Value.String)
			}
			if where := field.Value.Map.Sources(spanAt(0)); len(where) != 1 || ev.in(where[0].Src)[:1] != formValues[i][1][:1] {
				t.Errorf("%s: field %s lies at %v", c.name, field.Name, where)
			}
		}
		found := false
		for _, p := range ev.Parts {
			found = found || p.Kind == c.kind && p.Span == f.Span
		}
		if !found {
			t.Errorf("%s: parts %v", c.name, ev.Parts)
		}
	}
}

// TestNoForms: what has no policy, or none of SigV4, is no form of this kind; one with a masked field is not verified.
func TestNoForms(t *testing.T) {
	for _, text := range []string{
		`{"url":"https://h/","fields":{"key":"a"}}`, `{"policy":"a","signature":"b"}`, `<form action="/login"><input name="policy" value="a"></form>`,
		"curl -F policy=a -F key=b https://h/", `{"x-amz-signature":{"policy":"a"}}`, "<form", "<form >", `<form action="`, "<form><input name='policy' value='",
	} {
		if ev := parsed(t, text); len(ev.Forms) != 0 {
			t.Errorf("%s: %+v", text, ev.Forms)
		}
	}
	for _, text := range []string{
		`{"policy":"a","x-amz-signature":"REDACTED"}`, "curl https://h/ -F policy=$POLICY -F x-amz-signature=0", "curl https://h/ -F policy=@p -F x-amz-signature=0 -F policy=b",
	} {
		if ev := parsed(t, text); len(ev.Forms) != 1 || !ev.Forms[0].Redacted {
			t.Errorf("%s: %+v", text, ev.Forms)
		}
	}
}

// TestSecretsInForms: a secret in a field, or in what stands for one, is masked.
func TestSecretsInForms(t *testing.T) {
	for _, text := range []string{
		"curl https://h/ -F policy=a -F x-amz-signature=0 -F aws_secret_access_key=" + exampleSecret,
		"curl https://h/ -F policy=a -F x-amz-signature=0 -F 'secretKey=" + exampleSecret + "'",
		`{"policy":"a","x-amz-signature":"0","SecretAccessKey":"` + exampleSecret + `"}`,
		`{"policy":"a","x-amz-credential":"` + exampleSecret + `/20260315/us-east-1/s3/aws4_request","Credential":"Credential=` + exampleSecret + `/20260315/us-east-1/s3/aws4_request"}`,
		`<form><input name="policy" value="a"><input name="x-amz-signature" value="0"><input name="secret_access_key" value="` + exampleSecret + `"></form>`,
	} {
		ev := parsed(t, text)
		if len(ev.Forms) != 1 || len(ev.Secrets) == 0 {
			t.Errorf("%s: %d forms, %d secrets", text, len(ev.Forms), len(ev.Secrets))
			continue
		}
		for _, f := range ev.Forms[0].Fields {
			if strings.Contains(f.Value.String, exampleSecret) {
				t.Errorf("%s: the field %s holds the secret", text, f.Name)
			}
		}
	}
}
