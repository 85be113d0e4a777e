using Pawl.Llm.Cache;
using Pawl.Llm.Calls;
using Pawl.Llm.Settings;

namespace Pawl.TestPrograms.Llm;

/// <summary><c>cache-churn FOLDER</c>: writes the entries of eight questions over and over, each of another length, until it is killed.</summary>
internal sealed class CacheChurnProgram : ITestProgram
{
    public string Verb => "cache-churn";

    public Task<int> RunAsync(string[] arguments)
    {
        var cache = new CallCache(arguments[0], CacheMode.Refresh, damage => Console.Error.WriteLine(damage));
        for (var round = 0; ; round++)
        {
            var call = AskingRun.Call(round % 8);
            var text = new string((char)('a' + (round % 26)), round * 37 % 90_000);
            cache.Keep(call, "openai", CallKey.Of(call, "openai"), new ModelAnswer(text, TokenUsage.None, call.Model, "stop", null));
        }
    }
}
