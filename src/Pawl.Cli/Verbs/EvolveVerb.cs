using System.CommandLine;

namespace Pawl.Cli.Verbs;

/// <summary><c>pawl evolve …</c>: how services grow over plateaus of maturity, imagined by a language model.</summary>
internal static class EvolveVerb
{
    public static Command Create() =>
        new("evolve", "Describe how services grow: features per plateau and role, mapped to catalogues, by a language model")
        {
            EvolveRunVerb.Create(),
            EvolveMapVerb.Create(),
            EvolveReverseVerb.Create(),
            EvolveValidateVerb.Create(),
            EvolvePreflightVerb.Create(),
            EvolveMigrateVerb.Create(),
            EvolveInitVerb.Create(),
            EvolveCallsVerb.Create(),
        };
}
