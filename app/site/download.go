package site

import (
	"os"
	"path/filepath"
	"regexp"
)

// downloadDir is the folder of the site that holds the offline deliveries, for its visitors.
const downloadDir = "download"

// downloads are the offline deliveries and the list that they are checked against, as they are called
// in dist and in downloadDir.
var downloads = []string{"countersign-offline.zip", "countersign.html", sumsFile}

// onlineOnly finds what a page of the site says that is not so in the bundle.
var onlineOnly = regexp.MustCompile(`(?s)<p class="online">.*?</p>\n?`)

// publishDownloads copies the offline deliveries from dist into the site that lies there. It comes after
// all of them are written: they do not hold themselves, and the list names each once.
func publishDownloads(dist, site string) error {
	if err := os.MkdirAll(filepath.Join(site, downloadDir), 0o755); err != nil {
		return err
	}
	for _, name := range downloads {
		data, err := os.ReadFile(filepath.Join(dist, name))
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(site, downloadDir, name), data, 0o644); err != nil {
			return err
		}
	}
	return nil
}
