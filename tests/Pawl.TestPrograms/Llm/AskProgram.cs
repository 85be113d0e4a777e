using System.Globalization;
using Pawl.Llm.Settings;

namespace Pawl.TestPrograms.Llm;

/// <summary>
/// <c>ask ADDRESS HOME CALLS CACHEMODE [POINT TRY]</c>: asks the numbered questions and prints <c>NUMBER SOURCE NAME</c> for each as its answer
/// comes; kills itself at a point of a try when told.
/// </summary>
internal sealed class AskProgram : ITestProgram
{
    public string Verb => "ask";

    public async Task<int> RunAsync(string[] arguments)
    {
        var run = new AskingRun(
            new Uri(arguments[0]),
            arguments[1],
            Environment.GetEnvironmentVariable("ASK_KEY") is null ? null : "ASK_KEY"
        )
        {
            Cache = Enum.Parse<CacheMode>(arguments[3], ignoreCase: true),
            Wrap =
                arguments.Length > 5
                    ? sender => new CutSender(sender, arguments[4], int.Parse(arguments[5], CultureInfo.InvariantCulture))
                    : sender => sender,
        };
        await run.AskAsync(
            int.Parse(arguments[2], CultureInfo.InvariantCulture),
            (number, result) => Console.Out.WriteLine($"{number} {result.Source} {result.Value}")
        );
        return 0;
    }
}
