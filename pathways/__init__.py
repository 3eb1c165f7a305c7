"""Plans from what a person holds to a credential: months, price and payback, all of it open."""
