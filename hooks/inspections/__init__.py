"""What is known of Ofsted's inspections of children's services, from record to page.

This package does the work and knows nothing of MkDocs, so that the generator around it can be exchanged. Data flows one
way: `reading` → `model` → `rules` → `records` → `catalogue` → `pages` → `site` → `bundle`.
"""
