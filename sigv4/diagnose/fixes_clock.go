package diagnose

// setTheClock gives the way to a right clock on each platform. ntpdate is not among them: it is
// deprecated, and gone from most systems.
func setTheClock() []Fix {
	return []Fix{
		{
			Do: "Let chrony step the clock", On: "Linux (chrony)",
			Detail: "Most servers run chrony (service chronyd or chrony). The second line steps the clock at once, the third shows by how much it is still off. On Amazon EC2 the time source is 169.254.169.123.",
			Code:   "timedatectl\nsudo chronyc makestep\nchronyc tracking",
		},
		{
			Do: "Let systemd-timesyncd set the clock", On: "Linux (timesyncd)",
			Detail: "Debian and Ubuntu machines without chrony keep their clock by systemd-timesyncd. The last line shows whether it is synchronised now.",
			Code:   "sudo timedatectl set-ntp true\nsudo systemctl restart systemd-timesyncd\ntimedatectl",
		},
		{
			Do: "Set the clock from Apple's time server", On: "macOS",
			Detail: "Then leave “Set time and date automatically” on, in System Settings, General, Date & Time.",
			Code:   "sudo sntp -sS time.apple.com",
		},
		{
			Do: "Synchronise the Windows Time service", On: "Windows",
			Detail: "In a terminal that was started as administrator. If it says that the service has not been started, run net start w32time first. The last line shows the source and the time of the last synchronisation.",
			Code:   "w32tm /resync\nw32tm /query /status",
		},
		{
			Do: "Set Windows' own clock, then restart WSL", On: "WSL 2",
			Detail: "All distributions share one virtual machine, whose clock follows Windows; current versions of WSL keep it right after sleep. In PowerShell:",
			Code:   "w32tm /resync\nwsl --update\nwsl --shutdown",
		},
		{
			Do: "Set the clock of the host, and restart Docker Desktop", On: "Docker",
			Detail: "Containers have no clock of their own: they show the host's, or with Docker Desktop that of its virtual machine. There is nothing to set inside a container. Compare both:",
			Code:   "date -u\ndocker run --rm alpine date -u",
		},
	}
}

// stampInUTC gives the line that makes a right time stamp, by language.
func stampInUTC() []Fix {
	const do = "Make the time stamp in UTC"
	return []Fix{
		{Do: do, On: "Shell", Code: "date -u +%Y%m%dT%H%M%SZ"},
		{Do: do, On: "Python", Code: "datetime.now(timezone.utc).strftime('%Y%m%dT%H%M%SZ')"},
		{Do: do, On: "JavaScript", Code: `new Date().toISOString().replace(/[:-]|\.\d{3}/g, '')`},
		{Do: do, On: "Go", Code: `time.Now().UTC().Format("20060102T150405Z")`},
		{Do: do, On: "Java", Code: `DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC).format(Instant.now())`},
		{Do: do, On: "C#", Code: `DateTime.UtcNow.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture)`},
		{Do: do, On: "PHP", Code: `gmdate('Ymd\THis\Z')`},
		{
			Do: "If the code is right, check how the machine reads its hardware clock", On: "Linux",
			Detail: "On a machine that also starts Windows, each system may keep the hardware clock in its own way. The first line shows how Linux reads it, the second makes it UTC.",
			Code:   "timedatectl | grep 'RTC in local'\nsudo timedatectl set-local-rtc 0",
		},
	}
}

// sendAtOnce is what helps against late requests.
func sendAtOnce() []Fix {
	return []Fix{
		{Do: "Sign immediately before sending", Detail: "Put unsigned requests into queues and signed ones onto the wire. Where a request has to wait, sign it after the wait."},
		{Do: "Sign every retry anew", Detail: "A retry with the old Authorization header carries the old time. SDKs sign each attempt; wrappers, proxies and HTTP clients that repeat a request do not."},
		{Do: "Look for a process that was stopped between signing and sending", Detail: "A frozen Lambda environment, a laptop that slept, a debugger, a long garbage collection, a connection pool without a free connection."},
	}
}
