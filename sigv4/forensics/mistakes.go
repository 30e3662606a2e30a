package forensics

// Mistakes lists all mistakes, by family.
func Mistakes() []Mistake {
	var out []Mistake
	for _, m := range [...]*Mistake{
		methodOther, methodCase,
		pathTwice, pathOnce, pathSet, pathHex, pathPlus, pathNormal, pathSlash, pathPrefix, pathEmpty, pathAddress, pathQuery, pathUnicode,
		queryOrder, queryPlus, querySet, queryHex, queryTwice, queryEquals, queryMerged, queryMissing, queryAdded, queryToken, queryTokenSigned, querySignature, queryMark, queryGone, queryValue,
		headersOrder, headersCase, headersBlanks, headersColon, headersJoin, headersEnd, headersList, headerMissing, headerAdded, headerGone, headerChanged, headerLength, headerCharset,
		hostPort, hostOther, hostCase,
		payloadEmpty, payloadUnsigned, payloadForm, payloadBytes,
		layoutBlank, layoutEnd, layoutCRLF, layoutMissing, layoutOrder, layoutQuery, layoutJoined,
		toSignAlgorithm, toSignTime, toSignScope, toSignHash, toSignLines, toSignMissing, toSignOrder,
		secretBlank, secretQuoted, secretDecoded, secretEncoded, secretCut, secretDoubled, secretCase, secretExpanded, secretSMTP, secretOther, prefixWrong,
		keyHex, keySwapped, keyOrder, keyStep, keyTerminator, keyDate, keyRegion, keyService, keyLocalDate,
		signatureBase64, signatureUpper, signatureCut, signatureHashed,
	} {
		out = append(out, *m)
	}
	return out
}
