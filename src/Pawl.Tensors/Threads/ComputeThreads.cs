namespace Pawl.Tensors.Threads;

/// <summary>A fixed set of threads that share the units of a kernel; the calling thread is one of them.</summary>
/// <remarks>
/// A kernel is cut into units by its shapes alone, never by the thread count, and a unit's result depends on nothing another
/// unit writes. So which thread runs which unit, and when, cannot change a bit of the result. Each thread starts on a contiguous
/// share of its own and then takes what others have not begun: a thread the system holds back delays only the unit it is in.
/// Calls from several threads at once are safe: the first shares its units, the others run theirs alone.
/// </remarks>
public sealed unsafe class ComputeThreads : IDisposable
{
    private const int SpinsBeforeParking = 2000;
    private const long Closed = 1L << 16;
    private const long JobIncrement = 1L << 17;

    private readonly Share[] _shares;
    private readonly Worker[] _workers;
    private readonly Lock _caller = new();

    // Bits 0-15: workers inside the job; bit 16: the job takes no more workers; the rest counts jobs.
    private long _gate = Closed;
    private delegate* <void*, int, void> _body;
    private void* _state;
    private volatile bool _stopping;

    /// <param name="count">Threads in all, the caller included: 1 to 1024.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count is outside that range.</exception>
    public ComputeThreads(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, 1024);
        Count = count;
        _shares = new Share[count];
        _workers = new Worker[count - 1];
        for (var i = 0; i < _workers.Length; i++)
        {
            _workers[i] = new Worker(this, i + 1);
        }
    }

    /// <summary>Threads in all, the caller included.</summary>
    public int Count { get; }

    /// <summary>Ends the threads; must not be called while a kernel runs.</summary>
    public void Dispose()
    {
        _stopping = true;
        foreach (var worker in _workers)
        {
            worker.Dispose();
        }
    }

    /// <summary>Runs <paramref name="body"/> once for each unit in [0, <paramref name="units"/>) and returns when all have ended.</summary>
    /// <param name="body">Gets <paramref name="state"/> and the unit; must not throw and must not call back into this object.</param>
    internal void Run(delegate* <void*, int, void> body, void* state, int units)
    {
        if (units <= 1 || Count == 1 || !_caller.TryEnter())
        {
            for (var unit = 0; unit < units; unit++)
            {
                body(state, unit);
            }

            return;
        }

        try
        {
            RunShared(body, state, units);
        }
        finally
        {
            _caller.Exit();
        }
    }

    private void RunShared(delegate* <void*, int, void> body, void* state, int units)
    {
        _body = body;
        _state = state;
        for (var i = 0; i < _shares.Length; i++)
        {
            _shares[i].Next = (int)((long)units * i / _shares.Length);
            _shares[i].End = (int)((long)units * (i + 1) / _shares.Length);
        }

        // Opens the job: workers inside = 0, not closed, next number.
        Volatile.Write(ref _gate, (_gate & ~(JobIncrement - 1)) + JobIncrement);
        Interlocked.MemoryBarrier();
        foreach (var worker in _workers)
        {
            worker.WakeIfParked();
        }

        Work(0);
        Interlocked.Or(ref _gate, Closed);
        var spinner = new SpinWait();
        while ((Volatile.Read(ref _gate) & (Closed - 1)) != 0)
        {
            spinner.SpinOnce(sleep1Threshold: -1);
        }
    }

    private void Work(int self)
    {
        for (var i = 0; i < _shares.Length; i++)
        {
            ref var share = ref _shares[(self + i) % _shares.Length];
            while (share.Next < share.End)
            {
                var unit = Interlocked.Increment(ref share.Next) - 1;
                if (unit >= share.End)
                {
                    break;
                }

                _body(_state, unit);
            }
        }
    }

    /// <summary>Enters the job that is open, if one is.</summary>
    private bool TryJoin()
    {
        var seen = Volatile.Read(ref _gate);
        while ((seen & Closed) == 0)
        {
            var before = Interlocked.CompareExchange(ref _gate, seen + 1, seen);
            if (before == seen)
            {
                return true;
            }

            seen = before;
        }

        return false;
    }

    /// <summary>On a cache line of its own, so that claiming a unit does not slow another thread's claims.</summary>
    [System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Sequential, Size = 128)]
    private struct Share
    {
        public int Next;
        public int End;
    }

    private sealed class Worker : IDisposable
    {
        private readonly ComputeThreads _owner;
        private readonly int _index;
        private readonly SemaphoreSlim _wake = new(0);
        private readonly Thread _thread;
        private int _parked;

        public Worker(ComputeThreads owner, int index)
        {
            _owner = owner;
            _index = index;
            _thread = new Thread(Loop) { IsBackground = true, Name = $"compute-{index}" };
            _thread.Start();
        }

        public void WakeIfParked()
        {
            if (Volatile.Read(ref _parked) == 1 && Interlocked.Exchange(ref _parked, 0) == 1)
            {
                _wake.Release();
            }
        }

        public void Dispose()
        {
            WakeIfParked();
            _thread.Join();
            _wake.Dispose();
        }

        private void Loop()
        {
            var done = -1L;
            while (!_owner._stopping)
            {
                var gate = AwaitJob(done);
                if (_owner._stopping)
                {
                    return;
                }

                done = gate / JobIncrement;
                if (_owner.TryJoin())
                {
                    _owner.Work(_index);
                    Interlocked.Decrement(ref _owner._gate);
                }
            }
        }

        /// <summary>Returns a gate whose job differs from <paramref name="done"/>: spins a little, then sleeps until woken.</summary>
        private long AwaitJob(long done)
        {
            while (true)
            {
                for (var spin = 0; spin < SpinsBeforeParking; spin++)
                {
                    var gate = Volatile.Read(ref _owner._gate);
                    if ((gate & Closed) == 0 && gate / JobIncrement != done)
                    {
                        return gate;
                    }

                    Thread.SpinWait(8);
                }

                Interlocked.Exchange(ref _parked, 1);
                var latest = Volatile.Read(ref _owner._gate);
                var isMissed = ((latest & Closed) == 0 && latest / JobIncrement != done) || _owner._stopping;
                if (!isMissed || Interlocked.Exchange(ref _parked, 0) == 0)
                {
                    _wake.Wait();
                }

                if (_owner._stopping)
                {
                    return 0;
                }
            }
        }
    }
}
