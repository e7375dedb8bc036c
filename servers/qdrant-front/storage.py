"""The collections on disk: a folder each, with its configuration and the engine's shard, and a file of aliases."""

import json
import os
import shutil
import threading
import uuid
from pathlib import Path

import qdrant_edge as edge
from qdrant_client.grpc import collections_pb2

import collection_config
from refusals import already_exists, bad_request, not_found, wrong_input

_CONFIG = "collection.pb"
_SHARD = "shard"
# The engine keeps what it has not flushed in its log, which it reads again when it opens a shard.
_OPERATIONS_PER_FLUSH = 5_000


def write_whole(path: Path, content: bytes) -> None:
    """Replaces a file, all of it or nothing."""
    new = path.with_suffix(".new")
    with open(new, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    os.replace(new, path)


class Collection:
    """One collection. Reads need no lock; whoever writes holds it."""

    def __init__(self, folder: Path, config, shard):
        self.folder = folder
        self.config = config
        self.lock = threading.Lock()
        self._shard = shard
        self._changing = False
        self.operations = 0
        self.refresh_indexes()

    @classmethod
    def create(cls, folder: Path, config):
        engine_config = collection_config.engine_config(config)
        (folder / _SHARD).mkdir(parents=True)
        collection = cls(folder, config, edge.EdgeShard.create(str(folder / _SHARD), engine_config))
        collection.save()
        return collection

    @classmethod
    def load(cls, folder: Path):
        config = collections_pb2.CreateCollection.FromString((folder / _CONFIG).read_bytes())
        return cls(folder, config, edge.EdgeShard.load(str(folder / _SHARD)))

    @property
    def name(self) -> str:
        return self.config.collection_name

    @property
    def shard(self):
        """The engine's shard; waits while it is closed to get other settings."""
        if self._changing:
            with self.lock:
                pass
        return self._shard

    def save(self) -> None:
        write_whole(self.folder / _CONFIG, self.config.SerializeToString())

    def refresh_indexes(self) -> None:
        self.indexes = self.shard.info().payload_schema

    def apply(self, operation) -> int:
        """Applies an operation of the engine, which is in its log afterwards; returns the number of the operation."""
        with self.lock:
            self._shard.update(operation)
            self.operations += 1
            if self.operations % _OPERATIONS_PER_FLUSH == 0:
                self._shard.flush()
            return self.operations

    def reconfigure(self, update) -> None:
        """Applies an UpdateCollection and lets the engine build what it asks for, an HNSW graph for example."""
        with self.lock:
            changed = collections_pb2.CreateCollection()
            changed.CopyFrom(self.config)
            engine_changes = collection_config.merge(changed, update)
            if engine_changes:
                self._rebuild(collection_config.engine_config(changed))
            self.config = changed
            self.save()

    def _rebuild(self, config) -> None:
        path = str(self.folder / _SHARD)
        self._changing = True
        try:
            self._shard.close()
            self._shard = edge.EdgeShard.load(path, config)
            self._shard.optimize()
            self._shard.flush()
        except Exception:
            self._shard.close()
            self._shard = edge.EdgeShard.load(path)
            raise
        finally:
            self._changing = False

    def close(self) -> None:
        with self.lock:
            self._shard.close()

    def delete(self) -> None:
        # Without its configuration a folder is no collection: what a crash leaves of it is removed at the next start.
        (self.folder / _CONFIG).unlink()
        self.close()
        threading.Thread(target=shutil.rmtree, args=(self.folder,)).start()


class Storage:
    """All collections of a data folder, which belongs to one process."""

    def __init__(self, folder: Path):
        self._folder = folder / "collections"
        self._aliases_file = folder / "aliases.json"
        self._lock = threading.RLock()
        self._folder.mkdir(parents=True, exist_ok=True)
        self._collections = {}
        for entry in self._folder.iterdir():
            if (entry / _CONFIG).exists():
                collection = Collection.load(entry)
                self._collections[collection.name] = collection
            else:
                shutil.rmtree(entry)
        self._aliases = json.loads(self._aliases_file.read_text()) if self._aliases_file.exists() else {}

    def get(self, name: str) -> Collection:
        """A collection by its name or an alias."""
        collection = self._collections.get(name)
        if collection is None:
            collection = self._collections.get(self._aliases.get(name, ""))
        if collection is None:
            collection_config.check_name(name)
            raise not_found(f"Collection `{name}` doesn't exist!")
        return collection

    def exists(self, name: str) -> bool:
        collection_config.check_name(name)
        return name in self._collections or name in self._aliases

    def names(self) -> list:
        return sorted(self._collections)

    def create(self, request) -> None:
        collection_config.check_new(request)
        name = request.collection_name
        with self._lock:
            if name in self._collections:
                raise already_exists(f"Collection `{name}` already exists!")
            if name in self._aliases:
                raise wrong_input(f"Can't create collection with name {name}. Alias with the same name already exists")
            self._collections[name] = Collection.create(self._folder / uuid.uuid4().hex, request)

    def delete(self, name: str) -> bool:
        """Deletes a collection and its aliases; tells whether there was one."""
        collection_config.check_name(name)
        with self._lock:
            name = self._aliases.get(name, name)
            collection = self._collections.pop(name, None)
            if collection is None:
                return False
            collection.delete()
            if name in self._aliases.values():
                self._keep({alias: target for alias, target in self._aliases.items() if target != name})
            return True

    def aliases(self) -> dict:
        return dict(self._aliases)

    def change_aliases(self, actions) -> None:
        """Applies all actions or, if one is refused, none."""
        with self._lock:
            aliases = dict(self._aliases)
            for action in actions:
                self._change(aliases, action)
            self._keep(aliases)

    def _change(self, aliases: dict, action) -> None:
        kind = action.WhichOneof("action")
        if kind == "create_alias":
            create = action.create_alias
            if create.collection_name not in self._collections:
                raise not_found(f"Collection `{create.collection_name}` doesn't exist!")
            self._check_free(create.alias_name)
            aliases[create.alias_name] = create.collection_name
        elif kind == "rename_alias":
            rename = action.rename_alias
            self._check_free(rename.new_alias_name)
            aliases[rename.new_alias_name] = self._take(aliases, rename.old_alias_name)
        elif kind == "delete_alias":
            aliases.pop(action.delete_alias.alias_name, None)
        else:
            raise bad_request("Malformed AliasOperation")

    def _check_free(self, alias: str) -> None:
        if alias in self._collections:
            raise already_exists(f"Collection `{alias}` already exists!")

    @staticmethod
    def _take(aliases: dict, alias: str) -> str:
        if alias not in aliases:
            raise not_found(f"Alias {alias} does not exists!")
        return aliases.pop(alias)

    def _keep(self, aliases: dict) -> None:
        write_whole(self._aliases_file, json.dumps(aliases).encode())
        self._aliases = aliases

    def close(self) -> None:
        """Flushes and closes everything."""
        with self._lock:
            for collection in self._collections.values():
                collection.close()
