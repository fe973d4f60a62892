"""Questions of interviews and mini-orals that members practise with."""
