package diagnose

// methodRule judges whether the method that was signed is the one that arrived.
func methodRule() rule {
	return rule{
		name:   "method-mismatch",
		causes: []string{"method-mismatch"},
		guide:  guideSteps + "#method",
		sources: []Citation{
			{docSigning, "The first line of the canonical request is the HTTP method of the request."},
		},
		judge: func(b *bench) []Finding {
			c := b.contrast
			if c == nil {
				return nil
			}
			if _, _, differs := c.line("method"); !differs {
				return nil
			}
			f := b.finding(c, "method-mismatch", "The method that was signed is not the method of the request", "method", c.grade())
			f.Why += c.says(b, "method") + " The method is the first line of the canonical request, so a signature holds for one method only."
			f.Fixes = []Fix{
				{Do: "Sign the method that is sent", Detail: "A presigned URL is made for one operation: one for GET does not serve PUT, nor HEAD. Name the method when the URL is made.", On: "Python", Code: "s3.generate_presigned_url('put_object', Params={'Bucket': 'BUCKET', 'Key': 'KEY'})"},
				{Do: "Look for what changes the method", Detail: "Proxies turn HEAD into GET, clients turn POST into GET when they follow a redirect (301, 302, 303), and curl sends POST with -d unless -X says otherwise. The name is signed in upper case."},
			}
			return []Finding{f}
		},
	}
}
