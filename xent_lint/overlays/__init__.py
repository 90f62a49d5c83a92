"""What a table cannot say: how layers, models, losses and ops act on abstract values."""
