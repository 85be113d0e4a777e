using System.Diagnostics;
using Pawl.Llm.Calls;

namespace Pawl.TestPrograms.Llm;

/// <summary>Kills its process (SIGKILL) at a given point of the given try, counted from 0 over all calls.</summary>
/// <param name="point"><c>intended</c>: written down, not sent. <c>arrived</c>: the answer came and is not written down. <c>recorded</c>: it is, and nobody has used it.</param>
internal sealed class CutSender(ICallSender inner, string point, int at) : ICallSender
{
    private int _tries = -1;

    private string Point { get; } = point;

    private int At { get; } = at;

    public Task<ModelAnswer> SendAsync(
        string lane,
        ModelCall call,
        string idempotencyKey,
        ICallRecord record,
        CancellationToken stop,
        CancellationToken abandon
    ) => inner.SendAsync(lane, call, idempotencyKey, new CutRecord(this, record), stop, abandon);

    private static void Die()
    {
        using var self = Process.GetCurrentProcess();
        self.Kill();
        Thread.Sleep(Timeout.Infinite);
    }

    private sealed class CutRecord(CutSender sender, ICallRecord inner) : ICallRecord
    {
        private bool _isTheOne;

        public async Task<long> IntendAsync(CancellationToken cancellation)
        {
            var id = await inner.IntendAsync(cancellation);
            _isTheOne = Interlocked.Increment(ref sender._tries) == sender.At;
            DieAt("intended");
            return id;
        }

        public async Task AnsweredAsync(long tryId, ModelAnswer answer)
        {
            DieAt("arrived");
            await inner.AnsweredAsync(tryId, answer);
            DieAt("recorded");
        }

        public Task FailedAsync(long tryId, CallFailureException failure) => inner.FailedAsync(tryId, failure);

        private void DieAt(string here)
        {
            if (_isTheOne && sender.Point == here)
            {
                Die();
            }
        }
    }
}
