using System.CommandLine;

namespace Pawl.Cli.Verbs;

/// <summary><c>pawl text …</c>: small GPTs, from a corpus to their writing.</summary>
internal static class TextVerb
{
    public static Command Create() =>
        new("text", "Prepare text, train small GPTs on it, and let them write")
        {
            TextPrepareVerb.Create(),
            TextTrainVerb.Create(),
            TextSampleVerb.Create(),
            TextLoopVerb.Create(),
        };
}
