-- Who submitted or signed an application before its last supplement: nobody of them decides on it from another post (91-5.1).
ALTER TABLE sharing.application ADD COLUMN earlier_hands text[] NOT NULL DEFAULT '{}';
