using System.CommandLine;
using Pawl.Cli.CommandLine;
using Pawl.Cli.Faults;

namespace Pawl.Cli.Verbs;

/// <summary><c>pawl token revoke ID</c>: takes access back, at once.</summary>
internal static class TokenRevokeVerb
{
    public static Verb Create()
    {
        var id = new Argument<string>("ID") { Description = "The token's id, as 'pawl token ls' shows it" };
        var verb = new Verb("revoke", "Make a token useless at once, and end the sessions signed in with it")
        {
            Examples = [("pawl token revoke 3k9x0c2m7d", "No request with it is let in from now on")],
        };
        verb.Add(id);
        return verb.Does(
            (invocation, _) =>
            {
                if (invocation.StoreIfAny is not { } store)
                {
                    throw CliException.NotFound("Expected the id of a token, but this data root holds none.");
                }

                var (token, sessions) = store.Access.RevokeToken(invocation.Value(id), invocation.Actor);
                invocation.Say(
                    $"Token {token.Id} of '{token.Name}' lets in no more; {sessions} {(sessions == 1 ? "session" : "sessions")} ended with it."
                );
                return Task.FromResult(ExitCode.Ok);
            }
        );
    }
}
