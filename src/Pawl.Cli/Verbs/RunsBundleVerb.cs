using System.CommandLine;
using Pawl.Cli.CommandLine;
using Pawl.Cli.Faults;
using Pawl.Runs.Bundles;
using Pawl.Runs.Durability;

namespace Pawl.Cli.Verbs;

/// <summary><c>pawl runs bundle RUN</c>: what it takes to find out what went wrong, in one file to give away.</summary>
internal static class RunsBundleVerb
{
    public static Verb Create()
    {
        var run = SharedOptions.Run();
        var output = new Option<string?>("--output", "-o")
        {
            Description = "Where to write the zip; default pawl-ID.zip in this folder",
            HelpName = "FILE",
        };
        var verb = new Verb("bundle", "Pack history, log, spec and environment of a run into a zip, without secrets and weights")
        {
            Examples =
            [
                ("pawl runs bundle last", "Writes pawl-ID.zip and prints its path"),
                ("pawl runs bundle last --output /tmp/crash.zip", "The same, elsewhere"),
            ],
        };
        verb.Add(run);
        verb.Add(output);
        return verb.Does(
            async (invocation, cancellation) =>
            {
                var record = invocation.Named(run);
                var bundle = new CrashBundle(record, invocation.Store, invocation.Home, invocation.Time);
                var path = Path.GetFullPath(invocation.Value(output) ?? bundle.FileName);
                if (Directory.Exists(path))
                {
                    path = Path.Combine(path, bundle.FileName);
                }

                await AtomicFile.WriteAsync(path, bundle.WriteAsync, cancellation);
                invocation.Terminal.Out.WriteLine(path);
                invocation.Say("Secrets are masked; have a look before you give it away.");
                return ExitCode.Ok;
            }
        );
    }
}
