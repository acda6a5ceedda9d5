// Package mailserver starts the mail servers that tests fetch from: a real Dovecot on this computer, with a certificate made
// for the test, and scripted servers that say whatever a test wants.
package mailserver

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"net"
	"time"
)

// Certificate is a throw-away certificate and the authority that vouches for it.
type Certificate struct {
	TLS       tls.Certificate
	Authority []byte // PEM; whoever trusts it trusts the certificate
	Chain     []byte // PEM of the certificate
	Key       []byte // PEM of its key
}

// Roots is a pool that holds the authority alone.
func (c Certificate) Roots() *x509.CertPool {
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM(c.Authority)
	return pool
}

// NewCertificate makes a certificate for a host name or address, valid until a time.
func NewCertificate(host string, until time.Time) (Certificate, error) {
	authority := x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "Throw-away authority"}, IsCA: true, BasicConstraintsValid: true,
		NotBefore: until.AddDate(-2, 0, 0), NotAfter: until.AddDate(1, 0, 0), KeyUsage: x509.KeyUsageCertSign,
	}
	own := x509.Certificate{
		SerialNumber: big.NewInt(2), Subject: pkix.Name{CommonName: host}, NotBefore: authority.NotBefore, NotAfter: until,
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	if ip := net.ParseIP(host); ip != nil {
		own.IPAddresses = []net.IP{ip}
	} else {
		own.DNSNames = []string{host}
	}
	var c Certificate
	signer, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return c, err
	}
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return c, err
	}
	root, err := x509.CreateCertificate(rand.Reader, &authority, &authority, &signer.PublicKey, signer)
	if err != nil {
		return c, err
	}
	leaf, err := x509.CreateCertificate(rand.Reader, &own, &authority, &key.PublicKey, signer)
	if err != nil {
		return c, err
	}
	private, err := x509.MarshalECPrivateKey(key)
	if err != nil {
		return c, err
	}
	c.Authority = pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: root})
	c.Chain = pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: leaf})
	c.Key = pem.EncodeToMemory(&pem.Block{Type: "EC PRIVATE KEY", Bytes: private})
	c.TLS, err = tls.X509KeyPair(c.Chain, c.Key)
	return c, err
}
