package imap

import (
	"cmp"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"slices"
	"strings"
	"time"
)

// tlsFault explains why a connection could not be protected.
func tlsFault(err error) error {
	var (
		unknown x509.UnknownAuthorityError
		name    x509.HostnameError
		invalid x509.CertificateInvalidError
		header  tls.RecordHeaderError
	)
	switch {
	case errors.As(err, &name):
		return &Fault{Code: "cert-name", Says: namesOf(name.Certificate), Err: err}
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired:
		return outOfDate(invalid)
	case errors.As(err, &unknown):
		return &Fault{Code: "cert-untrusted", Says: issuerOf(unknown.Cert), Err: err}
	case errors.As(err, &invalid):
		return &Fault{Code: "cert-untrusted", Says: issuerOf(invalid.Cert), Err: err}
	case errors.As(err, &header):
		return fault("not-mail", err)
	case isTimeout(err):
		return fault("timed-out", err)
	case isEnd(err):
		return fault("cut-off", err)
	}
	return fault("tls-failed", err)
}

// outOfDate is the fault of a certificate that is not valid now, with its last day or its first. Only the library's own words tell
// which of them is meant.
func outOfDate(err x509.CertificateInvalidError) *Fault {
	if strings.Contains(err.Detail, "is before") {
		return &Fault{Code: "cert-early", Says: err.Cert.NotBefore.UTC().Format(time.DateOnly), Err: err}
	}
	return &Fault{Code: "cert-expired", Says: err.Cert.NotAfter.UTC().Format(time.DateOnly), Err: err}
}

// namesOf are the servers that a certificate is for, the first few of them.
func namesOf(c *x509.Certificate) string {
	names := slices.Clone(c.DNSNames)
	for _, ip := range c.IPAddresses {
		names = append(names, ip.String())
	}
	return clean(strings.Join(names[:min(len(names), 5)], ", "))
}

// issuerOf is who vouches for a certificate.
func issuerOf(c *x509.Certificate) string {
	return clean(cmp.Or(c.Issuer.CommonName, strings.Join(c.Issuer.Organization, " ")))
}
