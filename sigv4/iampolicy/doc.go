// Package iampolicy judges policy documents of IAM: which statement allows or denies an action on a
// resource.
//
// It answers in three values, as it knows less than IAM does. Conditions, principals and policy variables
// are not evaluated, and parts of the resource's ARN may be unknown ([UnknownPart], [UnknownRest]). What
// hangs on one of these is [Unsure], and says on which; Yes and No hold whatever they turn out to be.
//
// # What decides
//
// An explicit deny wins over every allow; without either, the call is denied (IAM User Guide, "Policy
// evaluation logic"). [Evaluate] applies that to the policies that it is given and to no others: whose they
// are, and what boundaries, session policies and policies of an organization say besides, it cannot know.
//
// # Wildcards
//
// * stands for any text, ? for one character. Actions are compared without regard to case, resources with it
// (same guide, "IAM JSON policy elements: Action", "…: Resource"). In a resource, * runs on over a colon only
// where it ends a part of the ARN; elsewhere, where a colon would have to be covered, the answer is Unsure.
package iampolicy
