"""What stands in front of Streamlit: who asks, from where, for what, how large, how often. `door` puts it together."""
