package letters

import "testing"

func TestForms(t *testing.T) {
	const composed, decomposed = "r\u00e9sum\u00e9 \u0160ar\u00e4", "re\u0301sume\u0301 S\u030cara\u0308"
	if got := Decomposed(composed); got != decomposed {
		t.Errorf("Decomposed: %+q", got)
	}
	if got := Composed(decomposed); got != composed {
		t.Errorf("Composed: %+q", got)
	}
	if got := Composed(composed); got != composed {
		t.Errorf("composed again: %+q", got)
	}
}

func TestLatin1(t *testing.T) {
	if got, ok := ToLatin1("caf\u00e9"); !ok || got != "caf\xe9" || FromLatin1(got) != "caf\u00e9" {
		t.Errorf("%q, %v", got, ok)
	}
	for _, text := range []string{"\u0160", "\xe9"} {
		if _, ok := ToLatin1(text); ok {
			t.Errorf("%q can be written in Latin-1", text)
		}
	}
}
