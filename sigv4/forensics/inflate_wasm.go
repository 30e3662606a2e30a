package forensics

// inflated gives nothing here: compress/flate would weigh more than this one hypothesis is worth to a reader who
// pastes a compressed body.
func inflated(string) (string, bool) { return "", false }
