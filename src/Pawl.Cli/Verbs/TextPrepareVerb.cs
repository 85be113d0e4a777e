using Pawl.Cli.CommandLine;
using Pawl.Cli.Faults;
using Pawl.Cli.Foreground;
using Pawl.Cli.Output;
using Pawl.Text;

namespace Pawl.Cli.Verbs;

/// <summary><c>pawl text prepare</c>: turns a corpus into tokens.</summary>
internal static class TextPrepareVerb
{
    public static Verb Create()
    {
        var file = TextSpecs.Argument();
        var options = new SpecOptions();
        var verb = new Verb("prepare", "Turn a corpus into tokens on disk; does nothing when they are up to date")
        {
            Examples =
            [
                ("pawl text prepare train.yaml", "The data of a spec; its folder is printed"),
                ("pawl text prepare --set data.corpus=files --set data.paths=[books/**/*.txt]", "Files of your own, without a spec file"),
            ],
        };
        verb.Add(file);
        options.AddTo(verb);
        verb.Add(SharedOptions.Json);
        return verb.Does(
            (invocation, _) =>
            {
                var spec = options
                    .Submit(invocation, TextSpecs.Source(invocation.Value(file)))
                    .Resolve(Workloads.Catalog, invocation.Home)
                    .Spec;
                var data = TextPreparation.Prepare(spec, DataRoot.Ensure(invocation.Home), invocation.Say);
                if (invocation.Json)
                {
                    invocation.Terminal.WriteJson(PreparedJson.Of(data), OutputJson.Default.PreparedJson);
                }
                else
                {
                    invocation.Terminal.Out.WriteLine(data.Folder);
                }

                return Task.FromResult(ExitCode.Ok);
            }
        );
    }
}
