using Pawl.Llm.Calls;
using Pawl.Llm.Sending;
using Pawl.Llm.Settings;

namespace Pawl.TestPrograms.LlmServer;

/// <summary>
/// <c>llm-ask ADDRESS DATA_ROOT KEY_FILE SECONDS</c>: sends one call in a process of its own, for so long at most, with breaker pauses of
/// 100 ms, and prints <c>answered</c> or the kind of the failure.
/// </summary>
internal sealed class AskProgram : ITestProgram
{
    public string Verb => "llm-ask";

    public async Task<int> RunAsync(string[] arguments)
    {
        var pause = TimeSpan.FromMilliseconds(100);
        var settings = new LlmSettings(
            new ProviderSettings(ProviderKind.Compatible, new Uri(arguments[0]), null, arguments[2], StructuredOutput.Schema, 0),
            new TrySettings(TimeSpan.FromSeconds(10), 1, TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero, UnknownTries.Resend),
            new QueueSettings(1, Adaptive: true, 0, 0),
            new BreakerSettings(1, pause, pause, KeyTries: 5),
            new BudgetSettings(null, null, null),
            new CacheSettings(CacheMode.Off, null),
            Repair: false
        );
        using var senders = new CallSenders(arguments[1], TimeProvider.System);
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(double.Parse(arguments[3])));
        var call = new ModelCall(
            new CallSlot("S1", "features/1"),
            "gpt-5-mini",
            new Sampling(),
            "",
            [new CallMessage("user", "Name one.")],
            null
        );
        try
        {
            var sender = senders.Open(settings, new Random(1), SilentCallObserver.Instance);
            await sender.SendAsync("run", call, "key-1", new NoRecord(), stop.Token, default);
            Console.WriteLine("answered");
        }
        catch (CallFailureException failure)
        {
            Console.WriteLine(failure.Kind);
            Console.WriteLine(failure.Message);
        }
        catch (OperationCanceledException)
        {
            Console.WriteLine("stopped");
        }

        return 0;
    }
}
