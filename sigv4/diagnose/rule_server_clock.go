package diagnose

import "time"

// serverClockRule judges whether it is the server's clock that is wrong. AWS's own are right.
func serverClockRule() rule {
	return rule{
		name:   "server-clock",
		causes: []string{"server-clock-wrong"},
		guide:  guideClock + "#which-clock",
		sources: []Citation{
			{docS3Errors, "RequestTimeTooSkewed is measured against the server's time, right or wrong."},
		},
		judge: judgeServerClock,
	}
}

func judgeServerClock(b *bench) []Finding {
	if !b.timeRefused() || b.host.Known || b.isCoral() && b.clock != nil {
		return nil
	}
	f := Finding{
		Cause: "server-clock-wrong", Title: "The clock of the server may be wrong", Confidence: Possible,
		Why:  "The server compares with its own clock. This one is not known to be AWS's, and a server in a container, a virtual machine or an appliance can be off by itself.",
		Test: "Ask the server and any web site for their Date headers, one after the other (`curl -sI`): if they differ, it is the server's clock.",
		Fixes: []Fix{
			{Do: "Set the server's clock by NTP", On: "Linux", Code: "timedatectl set-ntp true\nchronyc makestep"},
			{Do: "Restart the virtual machine that runs its containers", Detail: "Containers have the clock of their machine and cannot set it."},
		},
	}
	if c := b.clock; c != nil {
		f.Marks = c.Marks
		if date, marks, ok := b.responseDate(); ok && date.Sub(c.Server).Abs() > time.Minute {
			f.Confidence = Likely
			f.Marks = append(f.Marks, marks...)
			f.Why = "The message gives " + stamp(c.Server) + " as the server's time, the Date header of the same answer " + stamp(date) + ": " + words(date.Sub(c.Server)) + " apart. What stands in front of the server has another clock than the server."
		}
	} else if s, ok := b.says("coral.signature_expired", "coral.signature_not_yet_current"); ok {
		f.Marks = s.markSentence()
	} else if e, ok := b.skewed(); ok {
		f.Marks = markText(e.Code, "time", "the server's answer", true)
	}
	return []Finding{f}
}
