package paste

import "strings"

// A turn is a request, or an answer: a response, an error or both.
type turn struct {
	request       int // -1 in an answer
	response, err int // of an answer, -1 for none
	code          string
	tied          bool
}

// pair ties each error to its response, and each request to what answers it: to an error that quotes its
// signature or its time, or else by place. Threads of a log are looked at by themselves.
func (p *parser) pair() {
	talks, order := map[string][]turn{}, []string{}
	thread := ""
	response := -1
	for _, b := range p.blocks {
		if b.kind == KindLog {
			thread = p.threadOf(b, thread)
			continue
		}
		talk, known := talks[thread]
		if !known {
			order = append(order, thread)
		}
		last := &turn{request: -1, response: -1, err: -1}
		if n := len(talk); n > 0 {
			last = &talk[n-1]
			response = last.response
		} else {
			response = -1
		}
		switch {
		case b.kind == KindAccessLog: // says itself what answered it
			talk = append(talk, turn{request: b.index, response: -1, err: -1, tied: true})
		case b.kind.isRequest():
			if last.request >= 0 && !last.tied && p.sameRequest(last.request, b.index) {
				last.request = b.index // a command, and below it what it sent
			} else {
				talk = append(talk, turn{request: b.index, response: -1, err: -1})
			}
		case b.kind == KindHTTPResponse:
			talk = append(talk, turn{request: -1, response: b.index, err: -1})
		case isError(b.kind):
			e := &p.ev.Errors[b.index]
			if r := p.answered(response, e); r != nil {
				r.Error, e.Response, e.Status = b.index, response, r.Status
				if e.Code.String == "" {
					e.Code = headerCode(*r)
				}
				last.err, last.code = b.index, e.Code.String
				break
			}
			if last.request < 0 && last.err >= 0 && last.code == e.Code.String && e.Code.String != "" { // told again
				if last.response >= 0 && e.Format == KindSDKError && e.Status == 0 {
					e.Status = p.ev.Errors[last.err].Status
				}
				break
			}
			if last.request < 0 && last.response >= 0 && last.err < 0 {
				last.err, last.code = b.index, e.Code.String
				break
			}
			talk = append(talk, turn{request: -1, response: -1, err: b.index, code: e.Code.String})
		}
		talks[thread] = talk
	}
	quoted := p.quotedMarks()
	for _, thread := range order {
		p.tieQuoted(talks[thread], quoted)
		p.tieByPlace(talks[thread])
	}
	p.addHeaderErrors()
	p.adoptMethods()
	p.adoptBodies()
	if len(p.ev.Requests) == 1 && len(p.ev.Errors) == 1 && p.ev.Requests[0].Error < 0 {
		p.ev.Requests[0].Error = 0 // the error stands first
	}
}

// answered is the response that an error is the body of, nil for none: a lone code after a response
// that is no error says nothing of it, and a code that is told again is of the answer it was told in.
func (p *parser) answered(response int, e *ServerError) *Response {
	if response < 0 || p.ev.Responses[response].Error >= 0 || e.Response >= 0 {
		return nil
	}
	if r := &p.ev.Responses[response]; r.Status >= 400 || !isPlain(e.Format) {
		return r
	}
	return nil
}

// threadOf is the thread that a log names in the last of its lines in a block: between dashes as Python's logging
// does, or in brackets behind the time. Where none is named it stays the same.
func (p *parser) threadOf(b block, before string) string {
	s := p.in.String[:b.to]
	line := s[max(strings.LastIndexByte(s[b.from:], '\n')+1, 0)+b.from:]
	if line == "" {
		line = strings.TrimRight(s[b.from:], "\n")
		line = line[strings.LastIndexByte(line, '\n')+1:]
	}
	if startsLog(line+"\n", 0) || line != "" && isDigit(line[0]) && logHead(line, 0) > 0 {
		head := line[:min(len(line), maxLogHead)]
		if _, rest, ok := strings.Cut(head, " - "); ok {
			if thread, _, ok := strings.Cut(rest, " - "); ok {
				return thread
			}
		}
		if _, rest, ok := strings.Cut(head, " ["); ok {
			if thread, _, ok := strings.Cut(rest, "]"); ok && levelAt(thread, 0) == 0 {
				return thread
			}
		}
	}
	return before
}

// sameRequest reports whether two requests have the same method, target and host.
func (p *parser) sameRequest(i, j int) bool {
	a, b := &p.ev.Requests[i], &p.ev.Requests[j]
	return a.Method == b.Method && a.Target == b.Target && a.Host == b.Host
}

// tie gives a request its answer. What it has already stays.
func (p *parser) tie(q, a *turn) {
	r := &p.ev.Requests[q.request]
	if r.Response < 0 {
		r.Response = a.response
	}
	if r.Error < 0 {
		r.Error = a.err
	}
	q.tied, a.tied = true, true
}

// tieByPlace ties requests and answers that follow one another. As many answers as requests are theirs in
// order; of more requests, the last ones have the answers; what more there is of answers is the last one's.
// Where every answer stands above its request, that is the order.
func (p *parser) tieByPlace(talk []turn) {
	if p.reversed(talk) {
		for i := range talk[1:] {
			if q := &talk[i+1]; q.request >= 0 && !q.tied && !talk[i].tied {
				p.tie(q, &talk[i])
			}
		}
		return
	}
	for at := 0; at < len(talk); {
		var asked, answers []*turn
		for ; at < len(talk) && talk[at].request < 0; at++ { // answers that no request stands before
			if !talk[at].tied {
				answers = append(answers, &talk[at])
			}
		}
		leading := answers
		for answers = nil; at < len(talk) && talk[at].request >= 0; at++ {
			if !talk[at].tied {
				asked = append(asked, &talk[at])
			} else if p.ev.Requests[talk[at].request].Format == KindAccessLog {
				asked = nil
			}
		}
		for ; at < len(talk) && talk[at].request < 0; at++ {
			if !talk[at].tied {
				answers = append(answers, &talk[at])
			}
		}
		if len(answers) == 0 && len(leading) == len(asked) && at == len(talk) {
			answers = leading
		}
		n := min(len(asked), len(answers))
		for i, q := range asked[len(asked)-n:] {
			p.tie(q, answers[i])
		}
		for ; n > 0 && n < len(answers); n++ {
			p.tie(asked[len(asked)-1], answers[n])
		}
	}
}

// reversed reports whether each answer stands above its request: answers and requests take turns, and
// the last request has none below it.
func (p *parser) reversed(talk []turn) bool {
	if len(talk) < 4 || len(talk)%2 != 0 {
		return false
	}
	for i := range talk {
		if (talk[i].request >= 0) != (i%2 == 1) {
			return false
		}
	}
	return true
}

// tieQuoted ties answers to the requests that they tell of: by the signature that the server says was provided,
// or by time, scope and path of what it computed. Where several requests fit, none is tied.
func (p *parser) tieQuoted(talk []turn, quoted [][]string) {
	asked := map[string]int{} // the turn of a request, -1 for several
	for i := range talk {
		if talk[i].request < 0 || talk[i].tied {
			continue
		}
		for _, mark := range p.marksOf(talk[i].request) {
			if _, twice := asked[mark]; twice {
				asked[mark] = -1
			} else {
				asked[mark] = i
			}
		}
	}
	for i := range talk {
		if talk[i].request >= 0 || talk[i].err < 0 {
			continue
		}
		for _, mark := range quoted[talk[i].err] {
			if q, known := asked[mark]; known && q >= 0 && !talk[q].tied {
				p.tie(&talk[q], &talk[i])
				break
			}
		}
	}
}

// marksOf is what tells a request from others, the surest first: its signature, its time with its path, its time.
func (p *parser) marksOf(request int) (marks []string) {
	r := &p.ev.Requests[request]
	signature, time := parameter(r.Target, "X-Amz-Signature"), parameter(r.Target, "X-Amz-Date")
	if authorization, ok := headerValue(r.Headers, "authorization"); ok && signature == "" {
		_, signature, _ = strings.Cut(authorization, "Signature=")
		time, _ = headerValue(r.Headers, "x-amz-date")
	}
	path, _, _ := strings.Cut(r.Target, "?")
	return marksFor(signature, time, path)
}

// quotedMarks is the same of the requests that errors tell of, by error.
func (p *parser) quotedMarks() [][]string {
	times, paths := make([]string, len(p.ev.Errors)), make([]string, len(p.ev.Errors))
	for _, s := range p.ev.StringsToSign {
		if s.Error >= 0 {
			times[s.Error] = s.Text.String[s.Time.Start:s.Time.End]
		}
	}
	for _, c := range p.ev.CanonicalRequests {
		if c.Error >= 0 {
			paths[c.Error] = c.Text.String[c.URI.Start:c.URI.End]
		}
	}
	marks := make([][]string, len(p.ev.Errors))
	for i, e := range p.ev.Errors {
		signature, _ := e.Field("SignatureProvided")
		marks[i] = marksFor(signature.String, times[i], paths[i])
	}
	return marks
}

func marksFor(signature, time, path string) (marks []string) {
	if signature = strings.TrimRight(signature, " \t,"); signature != "" {
		marks = append(marks, "signature "+signature)
	}
	if time != "" {
		if path != "" {
			marks = append(marks, "time "+time+" "+path)
		}
		marks = append(marks, "time "+time)
	}
	return marks
}
