package view

import "strings"

// tokenExports says how the token is used. It stands there as $TOKEN: copy it from its step.
func (w *signDrawing) tokenExports() []Export {
	return []Export{{"How to use it", "For bash. $TOKEN is the text of the last step.", func(Outgoing) string { return w.token.kind.use(w) }}}
}

func useRDS(w *signDrawing) string {
	host, port, _ := strings.Cut(strings.TrimSpace(w.state.Field(FieldHost)), ":")
	user := shellQuoted(w.state.Field(FieldUser))
	return "# PostgreSQL\nPGPASSWORD=\"$TOKEN\" PGSSLMODE=verify-full PGSSLROOTCERT=global-bundle.pem \\\n  psql --host " + shellQuoted(host) +
		" --port " + port + " --username " + user + " --dbname postgres\n\n# MySQL, MariaDB\nmysql --host=" + shellQuoted(host) + " --port=" + port + " --user=" + user +
		" --ssl-ca=global-bundle.pem \\\n  --enable-cleartext-plugin --password=\"$TOKEN\"\n"
}

func useDSQL(w *signDrawing) string {
	user := "admin"
	if w.state.Field(FieldRole) != "admin" {
		user = "ROLE"
	}
	return "PGPASSWORD=\"$TOKEN\" PGSSLMODE=require \\\n  psql --host " + shellQuoted(strings.TrimSpace(w.state.Field(FieldHost))) + " --username " + user + " --dbname postgres\n"
}

func useCache(w *signDrawing) string {
	return "# ENDPOINT is the host name of the cache or cluster: it is not what is signed\nvalkey-cli --tls -h ENDPOINT -p 6379 --user " +
		shellQuoted(w.state.Field(FieldUser)) + " --pass \"$TOKEN\"\n"
}

func useMSK(w *signDrawing) string {
	return "# As the value of a SASL/OAUTHBEARER client:\nsecurity.protocol=SASL_SSL\nsasl.mechanism=OAUTHBEARER\n" +
		"# the client’s token callback returns $TOKEN\n"
}

func useEKS(w *signDrawing) string { return "kubectl --token \"$TOKEN\" get namespaces\n" }

func useSMTP(w *signDrawing) string {
	return "# user name: " + w.in.credentials.AccessKeyID + "\ncurl --ssl-reqd smtp://email-smtp." + w.in.settings.Region +
		".amazonaws.com:587 \\\n  --user " + shellQuoted(w.in.credentials.AccessKeyID) + ":\"$TOKEN\" \\\n  --mail-from me@example.com --mail-rcpt you@example.com --upload-file message.txt\n"
}

func useCodeCommit(w *signDrawing) string {
	user := w.in.credentials.AccessKeyID
	if w.in.credentials.SessionToken != "" {
		user += "%SESSION_TOKEN"
	}
	return "# git asks for them: user name " + user + ", password $TOKEN\ngit clone https://" + strings.TrimSpace(w.state.Field(FieldHost)) + "/v1/repos/" + w.state.Field(FieldName) + "\n"
}
