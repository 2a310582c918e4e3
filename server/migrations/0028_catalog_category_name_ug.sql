-- The classification in Uyghur (91-7.1.1), beside the Chinese of the standard.
ALTER TABLE catalog.category ADD COLUMN name_ug text NOT NULL DEFAULT '';
UPDATE catalog.category SET name_ug = named.ug FROM (VALUES
  ('1', 'ئاساسىي ئۇچۇر بايلىقى'),
  ('2', 'تېما ئۇچۇر بايلىقى'),
  ('3', 'تارماق ئۇچۇر بايلىقى'),
  ('101', 'نوپۇس'),
  ('102', 'قانۇنىي ئىگە ئورۇنلار'),
  ('103', 'تەبىئىي بايلىق ۋە بوشلۇق جۇغراپىيەسى'),
  ('104', 'ئىجتىمائىي ئىناۋەت'),
  ('105', 'ئېلېكترونلۇق گۇۋاھنامە'),
  ('201', 'ئاممىۋى مۇلازىمەت'),
  ('202', 'ساغلاملىق كاپالىتى'),
  ('203', 'ئىجتىمائىي كاپالەت'),
  ('204', 'يېمەكلىك-دورا بىخەتەرلىكى'),
  ('205', 'ئىشلەپچىقىرىش بىخەتەرلىكى'),
  ('206', 'باھا نازارەتچىلىكى'),
  ('207', 'ئېنېرگىيە بىخەتەرلىكى'),
  ('208', 'ئىناۋەت سىستېمىسى'),
  ('209', 'شەھەر-يېزا قۇرۇلۇشى'),
  ('210', 'مەھەللە ئىدارە قىلىش'),
  ('211', 'ئېكولوگىيە ۋە مۇھىت ئاسراش'),
  ('212', 'جىددىي ئەھۋالغا تاقابىل تۇرۇش'),
  ('301', 'پارتىيە مەركىزىي ئورگانلىرى'),
  ('302', 'مەملىكەتلىك خەلق قۇرۇلتىيى دائىمىي كومىتېتى'),
  ('303', 'گوۋۇيۈەن'),
  ('304', 'مەملىكەتلىك سىياسىي كېڭەش'),
  ('305', 'ئالىي خەلق سوت مەھكىمىسى'),
  ('306', 'ئالىي خەلق تەپتىش مەھكىمىسى'),
  ('307', 'ئۆلكە (ئاپتونوم رايون، بىۋاسىتە قاراشلىق شەھەر) ۋە ئۇنىڭدىن تۆۋەن دەرىجىلىك ھۆكۈمەت تارماقلىرى'),
  ('308', 'پىلاندا ئايرىم تىزىملانغان شەھەر ۋە ئۇنىڭدىن تۆۋەن دەرىجىلىك ھۆكۈمەت تارماقلىرى')
) AS named (code, ug) WHERE category.code = named.code;
UPDATE catalog.category SET name_ug = whole.name_ug || ' (بۆلۈنمىگەن)'
  FROM catalog.category whole WHERE length(category.code) = 6 AND whole.code = left(category.code, 3);
-- Every category that stands here has its name: the ones that come later bring theirs.
ALTER TABLE catalog.category ALTER COLUMN name_ug DROP DEFAULT;
ALTER TABLE catalog.category ADD CONSTRAINT category_name_ug_check CHECK (name_ug <> '');
