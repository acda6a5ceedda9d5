package store

import (
	"context"
	"fmt"
)

// LooseSecrets are the names under which a secret may be kept that no mailbox uses.
func (r *Reader) LooseSecrets(ctx context.Context) ([]string, error) {
	list, err := all(ctx, r.q, scanText, "SELECT name FROM loose_secrets ORDER BY name")
	if err != nil {
		return nil, fmt.Errorf("loose secrets: %w", err)
	}
	return list, nil
}

// LoosenSecret notes that no mailbox uses a secret: before it is kept, or when its mailbox lets go of it. "" is none.
func (tx *Tx) LoosenSecret(name string) error {
	if name == "" {
		return nil
	}
	return tx.exec("INSERT INTO loose_secrets (name) VALUES ($1) ON CONFLICT DO NOTHING", name)
}

// FastenSecret notes that a secret is used, or that nothing is kept under its name any more.
func (tx *Tx) FastenSecret(name string) error {
	return tx.exec("DELETE FROM loose_secrets WHERE name = $1", name)
}
