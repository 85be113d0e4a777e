using System.Collections.Concurrent;
using Pawl.Llm.Calls;

namespace Pawl.Llm.Tests.Sending;

/// <summary>Keeps what became of each try in memory.</summary>
internal sealed class MemoryRecord : ICallRecord
{
    private long _next;

    public ConcurrentDictionary<long, ModelAnswer> Answers { get; } = new();

    public ConcurrentDictionary<long, CallFailureException> Failures { get; } = new();

    public long Intents => Interlocked.Read(ref _next);

    public Task<long> IntendAsync(CancellationToken cancellation) => Task.FromResult(Interlocked.Increment(ref _next));

    public Task AnsweredAsync(long tryId, ModelAnswer answer)
    {
        Assert.True(Answers.TryAdd(tryId, answer));
        return Task.CompletedTask;
    }

    public Task FailedAsync(long tryId, CallFailureException failure)
    {
        Assert.True(Failures.TryAdd(tryId, failure));
        return Task.CompletedTask;
    }
}
