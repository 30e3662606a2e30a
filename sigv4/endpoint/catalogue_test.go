package endpoint

import (
	"fmt"
	"slices"
	"testing"
)

func TestRegions(t *testing.T) {
	for _, region := range Regions() {
		if e := Parse("sqs." + region + ".amazonaws.com"); partitionOf(region) == "" || e.Region != region && e.Known {
			t.Errorf("%s is no region: %+v", region, e)
		}
	}
	if n := len(Regions()); n < 35 {
		t.Errorf("only %d regions", n)
	}
}

func TestSigningNames(t *testing.T) {
	seen := map[string]bool{}
	for _, name := range SigningNames() {
		if !Lookup(name).Known || seen[name] {
			t.Errorf("%s: known %v, seen %v", name, Lookup(name).Known, seen[name])
		}
		seen[name] = true
	}
	for _, name := range []string{"s3", "execute-api", "ses", "iotdevicegateway", "aws-marketplace"} {
		if !seen[name] {
			t.Errorf("%s is not there", name)
		}
	}
}

func ExampleRegions() {
	fmt.Println(Regions()[0], slices.Contains(Regions(), "eu-central-1"))
	fmt.Println(slices.Contains(SigningNames(), "execute-api"))
	// Output:
	// us-east-1 true
	// true
}
