import { config } from 'zod';

// The page's security policy forbids code made from text; without this zod would try it once and be reported for it.
// Stands in a file of its own, for it must come before the first schema of the contract.
config({ jitless: true });
