package endpoint

import "strings"

// regions are those in which AWS has services, of the partitions that anybody can have an account in, and
// the fixed signing regions of global endpoints with them.
// Source: AWS General Reference, "AWS service endpoints"; botocore 1.43.11, partitions.json.
const regions = "us-east-1 us-west-2 eu-west-1 eu-central-1 us-east-2 ap-southeast-1 ap-northeast-1 ap-southeast-2 ap-south-1 eu-west-2 us-west-1" +
	" ca-central-1 eu-west-3 eu-north-1 sa-east-1 ap-northeast-2 ap-northeast-3 ap-east-1 ap-east-2 ap-south-2 ap-southeast-3 ap-southeast-4" +
	" ap-southeast-5 ap-southeast-6 ap-southeast-7 af-south-1 ca-west-1 eu-central-2 eu-south-1 eu-south-2 il-central-1 me-central-1 me-south-1" +
	" mx-central-1 cn-north-1 cn-northwest-1 us-gov-east-1 us-gov-west-1 eusc-de-east-1"

// Regions lists the names of the regions, those that are used most first.
func Regions() []string { return strings.Fields(regions) }

// SigningNames lists the signing names of all services that are known.
func SigningNames() []string {
	seen := map[string]bool{}
	var out []string
	add := func(name string) {
		if !seen[name] {
			seen[name] = true
			out = append(out, name)
		}
	}
	for _, name := range strings.Fields(same + documented) {
		add(name)
	}
	for _, pair := range strings.Fields(renamed) {
		_, name, _ := strings.Cut(pair, "=")
		add(name)
	}
	return out
}
