using Pawl.Llm.Calls;

namespace Pawl.TestPrograms.LlmServer;

/// <summary>Writes nothing down: to see what sending costs alone.</summary>
internal sealed class NoRecord : ICallRecord
{
    public Task<long> IntendAsync(CancellationToken cancellation) => Task.FromResult(0L);

    public Task AnsweredAsync(long tryId, ModelAnswer answer) => Task.CompletedTask;

    public Task FailedAsync(long tryId, CallFailureException failure) => Task.CompletedTask;
}
