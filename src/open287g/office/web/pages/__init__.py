"""The pages, each with its address; they show what the desk opens and send what is posted through the one way in."""
