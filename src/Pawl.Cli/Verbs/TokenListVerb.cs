using System.CommandLine;
using Pawl.Cli.CommandLine;
using Pawl.Cli.Faults;
using Pawl.Cli.Output;
using Pawl.Runs.Access;
using Pawl.Runs.Json;
using Pawl.Runs.Model;

namespace Pawl.Cli.Verbs;

/// <summary><c>pawl token ls</c>: the tokens there are, never their secrets.</summary>
internal static class TokenListVerb
{
    public static Verb Create()
    {
        var all = new Option<bool>("--all") { Description = "Also those that are used up, expired or revoked, for 90 days" };
        var verb = new Verb("ls", "List the tokens that let in")
        {
            Examples =
            [
                ("pawl token ls", "Those that let in now"),
                ("pawl token ls --all --json", "All that are remembered, for a script"),
            ],
        };
        verb.Add(all);
        verb.Add(SharedOptions.Json);
        verb.Aliases.Add("list");
        return verb.Does(
            (invocation, _) =>
            {
                var tokens = invocation.StoreIfAny?.Access.Tokens(invocation.Value(all)) ?? [];
                var now = invocation.Time.GetUtcNow();
                if (invocation.Json)
                {
                    invocation.Terminal.WriteJson(
                        [.. tokens.Select(token => TokenJson.Of(token, now))],
                        OutputJson.Default.IReadOnlyListTokenJson
                    );
                }
                else if (tokens.Count == 0)
                {
                    invocation.Say("No token lets in. Make one with: pawl token new --role viewer");
                }
                else
                {
                    Print(invocation, tokens, now);
                }

                return Task.FromResult(ExitCode.Ok);
            }
        );
    }

    private static void Print(Invocation invocation, IReadOnlyList<AccessToken> tokens, DateTimeOffset now)
    {
        var table = new TextTable("ID", "NAME", "ROLE", "STATE", "USES", "EXPIRES", "LAST USED");
        foreach (var token in tokens)
        {
            table.Add(
                token.Id,
                token.Name,
                token.Role.Word(),
                TokenJson.StateOf(token, now),
                token.SingleUse ? "once" : "many",
                Format.Timestamp(token.ExpiresAt),
                token.UsedAt is { } used ? $"{Format.Age(used, now)} ago" : "never"
            );
        }

        table.Write(invocation.Terminal.Out, invocation.Terminal.TableWidth);
    }
}
