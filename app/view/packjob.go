package view

import (
	"slices"
	"strconv"
	"time"

	"countersign/sigv4"
	"countersign/sigv4/diagnose"
	"countersign/sigv4/forensics"
	"countersign/sigv4/paste"
)

// workShare says which part of a search a job is: the index-th of so many, none for a job that is no search.
type workShare struct{ index, of int }

// Pack packs a job for the worker, its secret included.
func (j Job) Pack() string { return j.packShare(0, 0) }

// packShare packs a job that is a part of a search.
func (j Job) packShare(index, of int) string {
	var p packer
	p.text(j.Paste)
	p.num(j.Left)
	p.text(j.Secret.typed())
	p.text(j.KeyID)
	p.num(index)
	p.num(of)
	if j.Search != nil {
		p.result(*j.Search)
	}
	return string(p.out)
}

func unpackJob(packed string) (Job, workShare, bool) {
	u := unpacker{in: packed}
	j := Job{Paste: u.text(), Left: u.num(), Secret: NewSecret(u.text()), KeyID: u.text()}
	share := workShare{u.num(), u.num()}
	if u.in != "" {
		r := u.result()
		j.Search = &r
	}
	return j, share, !u.bad && share.index >= 0 && share.of >= 0
}

// reportEvery is how much time lies between two reports of a search.
const reportEvery = 100 * time.Millisecond

// search does a part of a search.
func (j Job) search(share workShare, report func(progress string)) (result string, ok bool) {
	in, ok := diagnose.Searchable(diagnose.Input{Evidence: paste.Parse(j.Paste), Key: sigv4.ParseKey(j.Secret.typed()), KeyID: j.KeyID})
	if !ok {
		return "", false
	}
	var last time.Time
	r, err := forensics.Search(in, forensics.Options{Index: share.index, Of: share.of, Report: func(progress forensics.Progress) bool {
		if now := time.Now(); now.Sub(last) >= reportEvery {
			last = now
			var p packer
			p.num(progress.Cost)
			p.num(progress.Steps)
			p.num(int(progress.Tried))
			report(string(p.out))
		}
		return true
	}})
	if err != nil {
		return "", false
	}
	var p packer
	p.result(r)
	return string(p.out), true
}

func unpackProgress(packed string) (p forensics.Progress, ok bool) {
	u := unpacker{in: packed}
	p = forensics.Progress{Cost: u.num(), Steps: u.num(), Tried: uint64(u.num())}
	return p, !u.bad && u.in == ""
}

func unpackResult(packed string) (r forensics.Result, ok bool) {
	u := unpacker{in: packed}
	r = u.result()
	return r, !u.bad && u.in == ""
}

// result packs what a search came to. Its texts can hold any bytes, and travel quoted.
func (p *packer) result(r forensics.Result) {
	p.num(int(r.Tried))
	p.num(r.Done)
	p.flag(r.Complete)
	p.flag(r.Left)
	p.num(len(r.Found))
	for i := range r.Found {
		f := &r.Found[i]
		p.num(f.Cost)
		for _, s := range foundTexts(f) {
			p.text(strconv.Quote(*s))
		}
		for _, list := range [...][]forensics.Applied{f.Mistakes, f.Others} {
			p.num(len(list))
			for _, m := range list {
				p.text(m.ID)
				p.text(m.Detail)
			}
		}
	}
}

// foundTexts are the texts of a hypothesis, in the order in which they are packed.
func foundTexts(f *forensics.Found) [4]*string {
	return [...]*string{&f.CanonicalRequest, &f.StringToSign, &f.RightCanonicalRequest, &f.RightStringToSign}
}

func (u *unpacker) result() forensics.Result {
	r := forensics.Result{Tried: uint64(u.num()), Done: u.num(), Complete: u.num() == 1, Left: u.num() == 1}
	all := forensics.Mistakes()
	for n := u.count(); n > 0 && !u.bad; n-- {
		f := forensics.Found{Cost: u.num()}
		for _, s := range foundTexts(&f) {
			text, err := strconv.Unquote(u.text())
			u.bad = u.bad || err != nil
			*s = text
		}
		f.Mistakes, f.Others = u.mistakes(all), u.mistakes(all)
		r.Found = append(r.Found, f)
	}
	return r
}

// mistakes reads mistakes, of which only id and detail are packed.
func (u *unpacker) mistakes(all []forensics.Mistake) []forensics.Applied {
	var list []forensics.Applied
	for n := u.count(); n > 0 && !u.bad; n-- {
		id, detail := u.text(), u.text()
		i := slices.IndexFunc(all, func(m forensics.Mistake) bool { return m.ID == id })
		if i < 0 {
			u.bad = true
			break
		}
		list = append(list, forensics.Applied{Mistake: all[i], Detail: detail})
	}
	return list
}
