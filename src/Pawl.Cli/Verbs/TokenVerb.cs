using System.CommandLine;

namespace Pawl.Cli.Verbs;

/// <summary><c>pawl token …</c>: who may use the workbench and the API.</summary>
internal static class TokenVerb
{
    public static Command Create() =>
        new("token", "Give and take access to the workbench and the API")
        {
            TokenNewVerb.Create(),
            TokenListVerb.Create(),
            TokenRevokeVerb.Create(),
        };
}
