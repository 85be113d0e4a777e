using System.CommandLine;
using Pawl.Cli.CommandLine;
using Pawl.Cli.Faults;
using Pawl.Cli.Output;
using Pawl.Cli.Serving;
using Pawl.Runs.Access;
using Pawl.Runs.Json;
using Pawl.Runs.Model;
using Pawl.Runs.Specs;

namespace Pawl.Cli.Verbs;

/// <summary><c>pawl token new</c>: makes a token, and shows it this once.</summary>
internal static class TokenNewVerb
{
    public static Verb Create()
    {
        var role = new Option<string>("--role")
        {
            Description = "viewer looks; operator also starts and stops runs; approver may do everything",
            HelpName = "ROLE",
            DefaultValueFactory = _ => AccessRole.Viewer.Word(),
        };
        role.AcceptOnlyFromAmong([.. AccessRoleWord.All]);
        var name = new Option<string>("--name")
        {
            Description = "Who or what it is for; stands in the events of what is done with it. Default: you",
            HelpName = "NAME",
            DefaultValueFactory = _ => Environment.UserName,
        };
        var expires = new Option<string?>("--expires")
        {
            Description =
                $"How long it is good for, at most 366d. Default: 30d, with --once {SpecDuration.Format(NewAccessToken.SignInLifetime)}",
            HelpName = "DURATION",
        };
        expires.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !SpecDuration.TryParse(token.Value, out _))
            {
                result.AddError($"--expires: expected {SpecDuration.Example}, got '{token.Value}'.");
            }
        });
        var once = new Option<bool>("--once") { Description = "Good for one sign-in in a browser" };
        var verb = new Verb("new", "Make a token, and print it; it is not kept and cannot be shown again")
        {
            Examples =
            [
                ("pawl token new --role approver --once", "Another sign-in for yourself"),
                ("pawl token new --name alice --role viewer --once --expires 2d", "Lets Alice sign in once within two days, to look"),
                ("pawl token new --name nightly --role operator --expires 90d", "For a script: curl -H \"Authorization: Bearer TOKEN\" …"),
            ],
        };
        verb.Add(role);
        verb.Add(name);
        verb.Add(expires);
        verb.Add(once);
        verb.Add(SharedOptions.Json);
        return verb.Does(
            (invocation, _) =>
            {
                var isOnce = invocation.Value(once);
                var lifetime =
                    SpecDuration.TryParse(invocation.Value(expires) ?? "", out var given) ? given
                    : isOnce ? NewAccessToken.SignInLifetime
                    : NewAccessToken.UsualLifetime;
                var wanted = new NewAccessToken(invocation.Value(name), AccessRoleWord.Parse(invocation.Value(role)), lifetime, isOnce);
                if (wanted.Problem() is { } problem)
                {
                    throw CliException.Usage(problem);
                }

                Show(invocation, invocation.Store.Access.CreateToken(wanted, invocation.Actor));
                return Task.FromResult(ExitCode.Ok);
            }
        );
    }

    private static void Show(Invocation invocation, IssuedToken issued)
    {
        var server = ServerNote.Running(invocation.Home) is [var first, ..] ? new Uri(first.Address) : null;
        var signIn = issued.Token.SingleUse && server is not null ? new Uri(server, "/?token=" + issued.Text).AbsoluteUri : null;
        if (invocation.Json)
        {
            invocation.Terminal.WriteJson(NewTokenJson.Of(issued, signIn), OutputJson.Default.NewTokenJson);
            return;
        }

        invocation.Terminal.Out.WriteLine(issued.Text);
        invocation.Terminal.Flush();
        invocation.Say(
            $"It lets '{issued.Token.Name}' in as {issued.Token.Role.Word()}{(issued.Token.SingleUse ? ", once," : "")} until "
                + $"{Format.Timestamp(issued.Token.ExpiresAt)}. It is not shown again. Take it back with: pawl token revoke {issued.Token.Id}"
        );
        if (signIn is not null)
        {
            invocation.Say($"Sign in with it: {signIn}");
        }
    }
}
