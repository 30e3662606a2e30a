package view

import (
	"reflect"
	"testing"
	"unicode/utf8"

	"countersign/sigv4/diagnose"
	"countersign/sigv4/forensics"
)

func TestPackGivesBackWhatWentIn(t *testing.T) {
	ev, d := crafted("a;1:b\x01 ü€😀\n")
	m := draw(diagnose.Input{Evidence: ev}, d, Secret{})
	m.KeyIDs, m.report, m.Notices, m.Seeks = []string{"AKIDEXAMPLE", ""}, func() string { return "# x\n" }, []Node{text("n")}, "hash"
	got, ok := UnpackModel(m.Pack())
	if !ok || dumpModel(got) != dumpModel(m) || got.Report() != "# x\n" || got.Seeks != m.Seeks || got.Answered != m.Answered || !reflect.DeepEqual(got.Spans, m.Spans) {
		t.Errorf("a model came back as %v:\n%s", ok, firstDifference(dumpModel(got), dumpModel(m)))
	}

	guides := []Guide{{Path: "guides/a.html", Title: "A", Summary: "s", Sections: []Section{
		{Body: []Node{el("p", "", text("x"), el("a", "", text("y")).with("href", "guides/b.html#c"))}},
		{ID: "i", Level: 3, Title: "I"}}}, {Path: "guides/b.html"}}
	unpacked := UnpackGuides(PackGuides(guides))
	for _, g := range unpacked {
		for i, s := range g.Sections {
			g.Sections[i] = Section{ID: s.ID, Level: s.Level, Title: s.Title, Body: s.body()}
		}
	}
	if !reflect.DeepEqual(unpacked, guides) {
		t.Errorf("guides came back as %+v", unpacked)
	}
	examples := []Example{{"n", "path", "t", "curl", "p\r\n"}, {}}
	if got := UnpackExamples(PackExamples(examples)); !reflect.DeepEqual(got, examples) {
		t.Errorf("examples came back as %+v", got)
	}
	job := Job{Paste: "p\r\n", Left: 3, Secret: NewSecret(planted), KeyID: "AKIDEXAMPLE"}
	back, share, ok := unpackJob(job.Pack())
	if !ok || share.of != 0 || back.Search != nil || back.Paste != job.Paste || back.Left != 3 || back.Secret.typed() != planted || back.KeyID != job.KeyID {
		t.Errorf("a job came back as %+v, %v", back, ok)
	}

	all := forensics.Mistakes()
	job.Search = &forensics.Result{Tried: 1 << 40, Done: 3, Complete: true, Left: true, Found: []forensics.Found{{
		Mistakes: []forensics.Applied{{Mistake: all[0], Detail: "d"}, {Mistake: all[len(all)-1]}}, Others: []forensics.Applied{{Mistake: all[1]}},
		Cost: 2, CanonicalRequest: "GET\n/\xe9\x00", StringToSign: "s", RightCanonicalRequest: "r", RightStringToSign: "ü"}, {}}}
	back, share, ok = unpackJob(job.packShare(1, 2))
	if !ok || share != (workShare{1, 2}) || !reflect.DeepEqual(back.Search, job.Search) {
		t.Errorf("a share of a search came back as %+v, %+v, %v", back, share, ok)
	}
}

// What the worker answers is what the page would have computed.
func TestWorkIsWorkbench(t *testing.T) {
	job := Job{Paste: "SignatureDoesNotMatch"}
	packed, ok := Work(job.Pack(), nil)
	got, whole := UnpackModel(packed)
	if !ok || !whole || dumpModel(got) != dumpModel(Workbench(job)) {
		t.Errorf("the worker answers %v, %v:\n%s", ok, whole, dumpModel(got))
	}
	if _, ok := Work("no job", nil); ok {
		t.Error("what is no job was done")
	}
}

// Any text unpacks to something, or to nothing, but never fails or grows.
func FuzzUnpack(f *testing.F) {
	f.Add(Workbench(Job{Paste: "SignatureDoesNotMatch"}).Pack())
	f.Add(PackGuides([]Guide{{Path: "p", Sections: []Section{{Body: []Node{text("x")}}}}}))
	f.Add("9;0:")
	f.Fuzz(func(t *testing.T, packed string) {
		if m, ok := UnpackModel(packed); ok && utf8.ValidString(packed) {
			if again, ok := UnpackModel(m.Pack()); !ok || dumpModel(again) != dumpModel(m) {
				t.Errorf("%q unpacks to something else when packed again", packed)
			}
		}
		for _, g := range UnpackGuides(packed) {
			for _, s := range g.Sections {
				s.body()
			}
		}
		UnpackExamples(packed)
		unpackJob(packed)
	})
}
