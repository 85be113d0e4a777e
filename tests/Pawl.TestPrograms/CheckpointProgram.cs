using System.Text;
using System.Text.Json.Nodes;
using Pawl.Learning.Checkpoints;
using Pawl.Learning.Metrics;

namespace Pawl.TestPrograms;

/// <summary><c>checkpoint FOLDER IDENTITY</c>: goes on from the latest checkpoint and writes the next ones until it is killed.</summary>
internal sealed class CheckpointProgram : ITestProgram
{
    public string Verb => "checkpoint";

    public Task<int> RunAsync(string[] arguments)
    {
        var retention = new CheckpointRetention(2, 1, MetricGoal.Lowest);
        var store = new CheckpointStore(arguments[0], arguments[1], retention, Console.Error.WriteLine);
        for (var step = store.TakeLatest()?.Step ?? 0; ; )
        {
            store.Save(Draft(++step));
            store.Prune();
        }
    }

    private static CheckpointDraft Draft(long step) =>
        new(
            step,
            step % 7,
            new JsonObject { ["half"] = step / 2.0 },
            new Dictionary<string, Action<Stream>>
            {
                ["model.safetensors"] = stream => stream.Write(Encoding.UTF8.GetBytes($"weights of step {step}")),
                ["optimizer.safetensors"] = stream => stream.Write(Encoding.UTF8.GetBytes($"moments of step {step}")),
            },
            false
        );
}
