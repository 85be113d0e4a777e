using Pawl.Runs.Model;
using Pawl.Runs.Store;

namespace Pawl.TestPrograms;

/// <summary><c>request DATABASE</c>: asks for a run under the keys 0, 1, 2, … each until it is killed, and prints the id of each.</summary>
internal sealed class RequestProgram : ITestProgram
{
    public string Verb => "request";

    public Task<int> RunAsync(string[] arguments)
    {
        using var store = RunStore.Open(arguments[0], TimeProvider.System);
        for (var number = 0; ; number++)
        {
            var run = new NewRun("command", $"{number}", null, "{}", RetryPolicy.Default, null);
            Console.WriteLine(store.CreateOnce(run, new RequestKey($"{number}", "same")).Run.Id);
        }
    }
}
