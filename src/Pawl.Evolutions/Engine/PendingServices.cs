using Pawl.Evolutions.Store;

namespace Pawl.Evolutions.Engine;

/// <summary>Hands out the services that are to be worked on, each once, in input order, reading some hundreds ahead. Safe to call from any thread.</summary>
internal sealed class PendingServices(EvolutionReader reader, int page)
{
    private readonly Lock _lock = new();
    private readonly Queue<long> _ahead = new();
    private long _last = -1;
    private bool _isOver;

    /// <returns>Null when there is none left.</returns>
    public long? Next()
    {
        lock (_lock)
        {
            if (_ahead.Count == 0 && !_isOver)
            {
                foreach (var ordinal in reader.PendingOrdinals(_last, page))
                {
                    _ahead.Enqueue(ordinal);
                    _last = ordinal;
                }

                _isOver = _ahead.Count == 0;
            }

            return _ahead.TryDequeue(out var next) ? next : null;
        }
    }
}
