-- Dumped by "npm run generate" from the migrations with this hash: 2f4983d885c498c236ffc1eae629db612f454e1d29911b5a3071cffebd6a2d47
--
-- PostgreSQL database dump
--

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

--
-- Name: audit; Type: SCHEMA; Schema: -; Owner: -
--

CREATE SCHEMA audit;

--
-- Name: audit_read; Type: SCHEMA; Schema: -; Owner: -
--

CREATE SCHEMA audit_read;

--
-- Name: catalog; Type: SCHEMA; Schema: -; Owner: -
--

CREATE SCHEMA catalog;

--
-- Name: correction; Type: SCHEMA; Schema: -; Owner: -
--

CREATE SCHEMA correction;

--
-- Name: desk; Type: SCHEMA; Schema: -; Owner: -
--

CREATE SCHEMA desk;

--
-- Name: gateway; Type: SCHEMA; Schema: -; Owner: -
--

CREATE SCHEMA gateway;

--
-- Name: graphile_worker; Type: SCHEMA; Schema: -; Owner: -
--

CREATE SCHEMA graphile_worker;

--
-- Name: identity; Type: SCHEMA; Schema: -; Owner: -
--

CREATE SCHEMA identity;

--
-- Name: law; Type: SCHEMA; Schema: -; Owner: -
--

CREATE SCHEMA law;

--
-- Name: law_read; Type: SCHEMA; Schema: -; Owner: -
--

CREATE SCHEMA law_read;

--
-- Name: platform; Type: SCHEMA; Schema: -; Owner: -
--

CREATE SCHEMA platform;

--
-- Name: sharing; Type: SCHEMA; Schema: -; Owner: -
--

CREATE SCHEMA sharing;

--
-- Name: job_spec; Type: TYPE; Schema: graphile_worker; Owner: -
--

CREATE TYPE graphile_worker.job_spec AS (
	identifier text,
	payload json,
	queue_name text,
	run_at timestamp with time zone,
	max_attempts smallint,
	job_key text,
	priority smallint,
	flags text[]
);

--
-- Name: batch_holds(bytea, bytea); Type: FUNCTION; Schema: audit; Owner: -
--

CREATE FUNCTION audit.batch_holds(batch bytea, mark bytea) RETURNS boolean
    LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
    AS $$
DECLARE
  wanted bytea := substring(mark FOR 8);
  low integer := 0;
  high integer := octet_length(batch) / 8;
  middle integer;
BEGIN
  WHILE low < high LOOP
    middle := (low + high) / 2;
    IF substring(batch FROM middle * 8 + 1 FOR 8) < wanted THEN
      low := middle + 1;
    ELSE
      high := middle;
    END IF;
  END LOOP;
  RETURN substring(batch FROM low * 8 + 1 FOR 8) = wanted;
END $$;

--
-- Name: never(); Type: FUNCTION; Schema: audit; Owner: -
--

CREATE FUNCTION audit.never() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
END $$;

--
-- Name: only_erasure(); Type: FUNCTION; Schema: audit; Owner: -
--

CREATE FUNCTION audit.only_erasure() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.body IS NULL OR NEW.body IS NOT NULL
    OR (NEW.log, NEW.index, NEW.record_id, NEW.hash, NEW.at, NEW.action) IS DISTINCT FROM (OLD.log, OLD.index, OLD.record_id, OLD.hash, OLD.at, OLD.action) THEN
    RAISE EXCEPTION 'audit.leaf is append-only';
  END IF;
  RETURN NEW;
END $$;

--
-- Name: only_growth(); Type: FUNCTION; Schema: audit; Owner: -
--

CREATE FUNCTION audit.only_growth() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF TG_OP = 'DELETE' OR (NEW.log, NEW.level, NEW.index) IS DISTINCT FROM (OLD.log, OLD.level, OLD.index)
    OR substring(NEW.hashes FOR octet_length(OLD.hashes)) IS DISTINCT FROM OLD.hashes THEN
    RAISE EXCEPTION 'audit.tile only grows';
  END IF;
  RETURN NEW;
END $$;

--
-- Name: keep_edition(); Type: FUNCTION; Schema: catalog; Owner: -
--

CREATE FUNCTION catalog.keep_edition() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  RAISE EXCEPTION 'an edition is never changed';
END
$$;

--
-- Name: mark_search_document(); Type: FUNCTION; Schema: catalog; Owner: -
--

CREATE FUNCTION catalog.mark_search_document() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  NEW.changed := pg_current_xact_id();
  IF TG_OP = 'UPDATE' AND NEW.readings = OLD.readings AND (NEW.name, NEW.provider_names, NEW.items) IS DISTINCT FROM (OLD.name, OLD.provider_names, OLD.items) THEN
    NEW.readings := '{}';
    NEW.readings_version := 0;
  END IF;
  RETURN NEW;
END
$$;

--
-- Name: name_skeleton(text); Type: FUNCTION; Schema: catalog; Owner: -
--

CREATE FUNCTION catalog.name_skeleton(name text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $_$
  SELECT regexp_replace(regexp_replace(name, '[\s!-/:-@\[-`{-~\u00b7\u2013-\u2026\u3001-\u3017\uff01-\uff0f\uff1a-\uff20]+', '', 'g'), '\d+$', '')
$_$;

--
-- Name: note_change(); Type: FUNCTION; Schema: catalog; Owner: -
--

CREATE FUNCTION catalog.note_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.live_no IS NOT NULL THEN
      INSERT INTO catalog.noted_change (entry_id, change) VALUES (NEW.id, 'in-force');
    END IF;
    RETURN NULL;
  END IF;
  IF NEW.live_no IS NOT NULL AND NEW.provider_org_id <> OLD.provider_org_id THEN
    INSERT INTO catalog.noted_change (entry_id, change) VALUES (NEW.id, 'provider-changed');
  END IF;
  INSERT INTO catalog.noted_change (entry_id, change)
    SELECT NEW.id, told.change FROM (SELECT CASE
      WHEN NEW.live_no IS NULL AND OLD.live_no IS NOT NULL THEN 'removed'
      WHEN NEW.state = 'retired' AND OLD.state IN ('retire-pending', 'orphaned') THEN 'retired'
      -- Restored under an order of suspension that stands: what matters first is that it is there again.
      WHEN OLD.state = 'restore-pending' AND NEW.state IN ('published', 'suspended') THEN 'restored'
      -- A request to retire what is suspended, turned down: it was suspended all the while.
      WHEN NEW.state = 'suspended' AND OLD.state NOT IN ('suspended', 'retire-pending') THEN 'suspended'
      WHEN OLD.state = 'suspended' AND NEW.state IN ('published', 'change-pending') THEN 'lifted'
      WHEN NEW.live_no IS DISTINCT FROM OLD.live_no THEN 'in-force'
      -- An imported entry has no versions: its one text changes in place.
      WHEN NEW.state = 'legacy-incomplete' AND NEW.revision <> OLD.revision THEN 'in-force'
    END AS change) told WHERE told.change IS NOT NULL;
  RETURN NULL;
END $$;

--
-- Name: refuse_change(); Type: FUNCTION; Schema: correction; Owner: -
--

CREATE FUNCTION correction.refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  RAISE EXCEPTION 'a row of %.% is never changed or deleted', TG_TABLE_SCHEMA, TG_TABLE_NAME;
END $$;

SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: _private_jobs; Type: TABLE; Schema: graphile_worker; Owner: -
--

CREATE TABLE graphile_worker._private_jobs (
    id bigint NOT NULL,
    job_queue_id integer,
    task_id integer NOT NULL,
    payload json DEFAULT '{}'::json NOT NULL,
    priority smallint DEFAULT 0 NOT NULL,
    run_at timestamp with time zone DEFAULT now() NOT NULL,
    attempts smallint DEFAULT 0 NOT NULL,
    max_attempts smallint DEFAULT 25 NOT NULL,
    last_error text,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    key text,
    locked_at timestamp with time zone,
    locked_by text,
    revision integer DEFAULT 0 NOT NULL,
    flags jsonb,
    is_available boolean GENERATED ALWAYS AS (((locked_at IS NULL) AND (attempts < max_attempts))) STORED NOT NULL,
    CONSTRAINT jobs_key_check CHECK (((length(key) > 0) AND (length(key) <= 512))),
    CONSTRAINT jobs_max_attempts_check CHECK ((max_attempts >= 1))
);

--
-- Name: add_job(text, json, text, timestamp with time zone, integer, text, integer, text[], text); Type: FUNCTION; Schema: graphile_worker; Owner: -
--

CREATE FUNCTION graphile_worker.add_job(identifier text, payload json DEFAULT NULL::json, queue_name text DEFAULT NULL::text, run_at timestamp with time zone DEFAULT NULL::timestamp with time zone, max_attempts integer DEFAULT NULL::integer, job_key text DEFAULT NULL::text, priority integer DEFAULT NULL::integer, flags text[] DEFAULT NULL::text[], job_key_mode text DEFAULT 'replace'::text) RETURNS graphile_worker._private_jobs
    LANGUAGE plpgsql
    AS $$
declare
  v_job "graphile_worker"._private_jobs;
begin
  if (job_key is null or job_key_mode is null or job_key_mode in ('replace', 'preserve_run_at')) then
    select * into v_job
    from "graphile_worker".add_jobs(
      ARRAY[(
        identifier,
        payload,
        queue_name,
        run_at,
        max_attempts::smallint,
        job_key,
        priority::smallint,
        flags
      )::"graphile_worker".job_spec],
      (job_key_mode = 'preserve_run_at')
    )
    limit 1;
    return v_job;
  elsif job_key_mode = 'unsafe_dedupe' then
    -- Ensure all the tasks exist (insert only missing identifiers so identity is not consumed)
    insert into "graphile_worker"._private_tasks as tasks (identifier)
    select add_job.identifier
    where not exists (
      select 1
      from "graphile_worker"._private_tasks as existing
      where existing.identifier = add_job.identifier
    )
    on conflict do nothing;
    -- Ensure all the queues exist
    if add_job.queue_name is not null then
      insert into "graphile_worker"._private_job_queues as job_queues (queue_name)
      select add_job.queue_name
      where not exists (
        select 1
        from "graphile_worker"._private_job_queues as existing
        where existing.queue_name = add_job.queue_name
      )
      on conflict do nothing;
    end if;
    -- Insert job, but if one already exists then do nothing, even if the
    -- existing job has already started (and thus represents an out-of-date
    -- world state). This is dangerous because it means that whatever state
    -- change triggered this add_job may not be acted upon (since it happened
    -- after the existing job started executing, but no further job is being
    -- scheduled), but it is useful in very rare circumstances for
    -- de-duplication. If in doubt, DO NOT USE THIS.
    insert into "graphile_worker"._private_jobs as jobs (
      job_queue_id,
      task_id,
      payload,
      run_at,
      max_attempts,
      key,
      priority,
      flags
    )
      select
        job_queues.id,
        tasks.id,
        coalesce(add_job.payload, '{}'::json),
        coalesce(add_job.run_at, now()),
        coalesce(add_job.max_attempts::smallint, 25::smallint),
        add_job.job_key,
        coalesce(add_job.priority::smallint, 0::smallint),
        (
          select jsonb_object_agg(flag, true)
          from unnest(add_job.flags) as item(flag)
        )
      from "graphile_worker"._private_tasks as tasks
      left join "graphile_worker"._private_job_queues as job_queues
      on job_queues.queue_name = add_job.queue_name
      where tasks.identifier = add_job.identifier
    on conflict (key)
      -- Bump the updated_at so that there's something to return
      do update set
        revision = jobs.revision + 1,
        updated_at = now()
      returning *
      into v_job;
    if v_job.revision = 0 then
      perform pg_notify('jobs:insert', '{"r":' || random()::text || ',"count":1}');
    end if;
    return v_job;
  else
    raise exception 'Invalid job_key_mode value, expected ''replace'', ''preserve_run_at'' or ''unsafe_dedupe''.' using errcode = 'GWBKM';
  end if;
end;
$$;

--
-- Name: add_jobs(graphile_worker.job_spec[], boolean); Type: FUNCTION; Schema: graphile_worker; Owner: -
--

CREATE FUNCTION graphile_worker.add_jobs(specs graphile_worker.job_spec[], job_key_preserve_run_at boolean DEFAULT false) RETURNS SETOF graphile_worker._private_jobs
    LANGUAGE plpgsql
    AS $$
begin
  -- Ensure all the tasks exist (insert only missing identifiers so identity is not consumed)
  insert into "graphile_worker"._private_tasks as tasks (identifier)
  select distinct spec.identifier
  from unnest(specs) spec
  where not exists (
    select 1
    from "graphile_worker"._private_tasks as existing
    where existing.identifier = spec.identifier
  )
  on conflict do nothing;
  -- Ensure all the queues exist
  insert into "graphile_worker"._private_job_queues as job_queues (queue_name)
  select distinct spec.queue_name
  from unnest(specs) spec
  where spec.queue_name is not null
  and not exists (
    select 1
    from "graphile_worker"._private_job_queues as existing
    where existing.queue_name = spec.queue_name
  )
  on conflict do nothing;
  -- Ensure any locked jobs have their key cleared - in the case of locked
  -- existing job create a new job instead as it must have already started
  -- executing (i.e. it's world state is out of date, and the fact add_job
  -- has been called again implies there's new information that needs to be
  -- acted upon).
  update "graphile_worker"._private_jobs as jobs
  set
    key = null,
    attempts = jobs.max_attempts,
    updated_at = now()
  from unnest(specs) spec
  where spec.job_key is not null
  and jobs.key = spec.job_key
  and is_available is not true;

  -- WARNING: this count is not 100% accurate; 'on conflict' clause will cause it to be an overestimate
  perform pg_notify('jobs:insert', '{"r":' || random()::text || ',"count":' || array_length(specs, 1)::text || '}');

  -- TODO: is there a risk that a conflict could occur depending on the
  -- isolation level?
  return query insert into "graphile_worker"._private_jobs as jobs (
    job_queue_id,
    task_id,
    payload,
    run_at,
    max_attempts,
    key,
    priority,
    flags
  )
    select
      job_queues.id,
      tasks.id,
      coalesce(spec.payload, '{}'::json),
      coalesce(spec.run_at, now()),
      coalesce(spec.max_attempts, 25),
      spec.job_key,
      coalesce(spec.priority, 0),
      (
        select jsonb_object_agg(flag, true)
        from unnest(spec.flags) as item(flag)
      )
    from unnest(specs) spec
    inner join "graphile_worker"._private_tasks as tasks
    on tasks.identifier = spec.identifier
    left join "graphile_worker"._private_job_queues as job_queues
    on job_queues.queue_name = spec.queue_name
  on conflict (key) do update set
    job_queue_id = excluded.job_queue_id,
    task_id = excluded.task_id,
    payload =
      case
      when json_typeof(jobs.payload) = 'array' and json_typeof(excluded.payload) = 'array' then
        (jobs.payload::jsonb || excluded.payload::jsonb)::json
      else
        excluded.payload
      end,
    max_attempts = excluded.max_attempts,
    run_at = (case
      when job_key_preserve_run_at is true and jobs.attempts = 0 then jobs.run_at
      else excluded.run_at
    end),
    priority = excluded.priority,
    revision = jobs.revision + 1,
    flags = excluded.flags,
    -- always reset error/retry state
    attempts = 0,
    last_error = null,
    updated_at = now()
  where jobs.locked_at is null
  returning *;
end;
$$;

--
-- Name: complete_jobs(bigint[]); Type: FUNCTION; Schema: graphile_worker; Owner: -
--

CREATE FUNCTION graphile_worker.complete_jobs(job_ids bigint[]) RETURNS SETOF graphile_worker._private_jobs
    LANGUAGE sql
    AS $$
  delete from "graphile_worker"._private_jobs as jobs
    where id = any(job_ids)
    and (
      locked_at is null
    or
      locked_at < now() - interval '4 hours'
    )
    returning *;
$$;

--
-- Name: force_unlock_workers(text[]); Type: FUNCTION; Schema: graphile_worker; Owner: -
--

CREATE FUNCTION graphile_worker.force_unlock_workers(worker_ids text[]) RETURNS void
    LANGUAGE sql
    AS $$
update "graphile_worker"._private_jobs as jobs
set locked_at = null, locked_by = null
where locked_by = any(worker_ids);
update "graphile_worker"._private_job_queues as job_queues
set locked_at = null, locked_by = null
where locked_by = any(worker_ids);
$$;

--
-- Name: permanently_fail_jobs(bigint[], text); Type: FUNCTION; Schema: graphile_worker; Owner: -
--

CREATE FUNCTION graphile_worker.permanently_fail_jobs(job_ids bigint[], error_message text DEFAULT NULL::text) RETURNS SETOF graphile_worker._private_jobs
    LANGUAGE sql
    AS $$
  update "graphile_worker"._private_jobs as jobs
    set
      last_error = coalesce(error_message, 'Manually marked as failed'),
      attempts = max_attempts,
      updated_at = now()
    where id = any(job_ids)
    and (
      locked_at is null
    or
      locked_at < NOW() - interval '4 hours'
    )
    returning *;
$$;

--
-- Name: remove_job(text); Type: FUNCTION; Schema: graphile_worker; Owner: -
--

CREATE FUNCTION graphile_worker.remove_job(job_key text) RETURNS graphile_worker._private_jobs
    LANGUAGE plpgsql STRICT
    AS $$
declare
  v_job "graphile_worker"._private_jobs;
begin
  -- Delete job if not locked
  delete from "graphile_worker"._private_jobs as jobs
    where key = job_key
    and (
      locked_at is null
    or
      locked_at < NOW() - interval '4 hours'
    )
  returning * into v_job;
  if not (v_job is null) then
    perform pg_notify('jobs:insert', '{"r":' || random()::text || ',"count":-1}');
    return v_job;
  end if;
  -- Otherwise prevent job from retrying, and clear the key
  update "graphile_worker"._private_jobs as jobs
  set
    key = null,
    attempts = jobs.max_attempts,
    updated_at = now()
  where key = job_key
  returning * into v_job;
  return v_job;
end;
$$;

--
-- Name: reschedule_jobs(bigint[], timestamp with time zone, integer, integer, integer); Type: FUNCTION; Schema: graphile_worker; Owner: -
--

CREATE FUNCTION graphile_worker.reschedule_jobs(job_ids bigint[], run_at timestamp with time zone DEFAULT NULL::timestamp with time zone, priority integer DEFAULT NULL::integer, attempts integer DEFAULT NULL::integer, max_attempts integer DEFAULT NULL::integer) RETURNS SETOF graphile_worker._private_jobs
    LANGUAGE sql
    AS $$
  update "graphile_worker"._private_jobs as jobs
    set
      run_at = coalesce(reschedule_jobs.run_at, jobs.run_at),
      priority = coalesce(reschedule_jobs.priority::smallint, jobs.priority),
      attempts = coalesce(reschedule_jobs.attempts::smallint, jobs.attempts),
      max_attempts = coalesce(reschedule_jobs.max_attempts::smallint, jobs.max_attempts),
      updated_at = now()
    where id = any(job_ids)
    and (
      locked_at is null
    or
      locked_at < NOW() - interval '4 hours'
    )
    returning *;
$$;

--
-- Name: keep_due_day(); Type: FUNCTION; Schema: law; Owner: -
--

CREATE FUNCTION law.keep_due_day() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF NEW.due_on < OLD.due_on OR NEW.started_at <> OLD.started_at THEN
    RAISE EXCEPTION 'clock % would move its due day from % to %', OLD.id, OLD.due_on, NEW.due_on;
  END IF;
  RETURN NEW;
END $$;

--
-- Name: answer_once(); Type: FUNCTION; Schema: sharing; Owner: -
--

CREATE FUNCTION sharing.answer_once() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF OLD.state <> 'drawn' OR (NEW.record_id, NEW.month_id, NEW.called_at) IS DISTINCT FROM (OLD.record_id, OLD.month_id, OLD.called_at) THEN
    RAISE EXCEPTION 'sharing.use_sample is answered once';
  END IF;
  RETURN NEW;
END $$;

--
-- Name: keep_until_then(); Type: FUNCTION; Schema: sharing; Owner: -
--

CREATE FUNCTION sharing.keep_until_then() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF TG_OP = 'TRUNCATE' THEN RAISE EXCEPTION '%.% is kept', TG_TABLE_SCHEMA, TG_TABLE_NAME; END IF;
  IF TG_OP = 'DELETE' THEN
    IF OLD.kept_until >= current_date THEN RAISE EXCEPTION '%.% is kept until %', TG_TABLE_SCHEMA, TG_TABLE_NAME, OLD.kept_until; END IF;
    RETURN OLD;
  END IF;
  IF NEW.kept_until < OLD.kept_until THEN RAISE EXCEPTION '%.% is kept until %', TG_TABLE_SCHEMA, TG_TABLE_NAME, OLD.kept_until; END IF;
  RETURN NEW;
END $$;

--
-- Name: refuse_change(); Type: FUNCTION; Schema: sharing; Owner: -
--

CREATE FUNCTION sharing.refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  RAISE EXCEPTION '% rows are never changed', TG_TABLE_NAME;
END $$;

--
-- Name: delegated_act; Type: TABLE; Schema: audit; Owner: -
--

CREATE TABLE audit.delegated_act (
    record_id uuid NOT NULL,
    delegation_id uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    action text NOT NULL,
    object_kind text,
    object_id text,
    result text NOT NULL
);

--
-- Name: head; Type: TABLE; Schema: audit; Owner: -
--

CREATE TABLE audit.head (
    log smallint NOT NULL,
    number bigint NOT NULL,
    size bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    body text NOT NULL,
    signature bytea NOT NULL,
    stored_at timestamp with time zone DEFAULT clock_timestamp(),
    CONSTRAINT head_signature_check CHECK ((octet_length(signature) = 64))
);

--
-- Name: leaf; Type: TABLE; Schema: audit; Owner: -
--

CREATE TABLE audit.leaf (
    log smallint NOT NULL,
    index bigint NOT NULL,
    record_id uuid NOT NULL,
    body bytea,
    hash bytea NOT NULL,
    at timestamp with time zone NOT NULL,
    action text NOT NULL,
    actor_kind text NOT NULL,
    actor_id text NOT NULL,
    org_id text,
    object_kind text,
    object_id text,
    grant_id text,
    result text NOT NULL,
    erased_by uuid,
    CONSTRAINT leaf_check CHECK (((body IS NULL) = (erased_by IS NOT NULL))),
    CONSTRAINT leaf_hash_check CHECK ((octet_length(hash) = 32))
);

--
-- Name: lent_hand; Type: TABLE; Schema: audit; Owner: -
--

CREATE TABLE audit.lent_hand (
    delegation_id uuid NOT NULL,
    ended_at timestamp with time zone
);

--
-- Name: opening; Type: TABLE; Schema: audit; Owner: -
--

CREATE TABLE audit.opening (
    record_id uuid NOT NULL,
    salts bytea NOT NULL,
    matter text,
    operator text,
    origin text,
    CONSTRAINT opening_salts_check CHECK ((octet_length(salts) = 128))
);

--
-- Name: pending; Type: TABLE; Schema: audit; Owner: -
--

CREATE TABLE audit.pending (
    sequence bigint NOT NULL,
    record_id uuid NOT NULL,
    body bytea NOT NULL,
    hash bytea NOT NULL,
    at timestamp with time zone NOT NULL,
    action text NOT NULL,
    actor_kind text NOT NULL,
    actor_id text NOT NULL,
    org_id text,
    object_kind text,
    object_id text,
    grant_id text,
    result text NOT NULL
);

--
-- Name: pending_sequence_seq; Type: SEQUENCE; Schema: audit; Owner: -
--

ALTER TABLE audit.pending ALTER COLUMN sequence ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME audit.pending_sequence_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: person_batch; Type: TABLE; Schema: audit; Owner: -
--

CREATE TABLE audit.person_batch (
    record_id uuid NOT NULL,
    marks bytea NOT NULL,
    CONSTRAINT person_batch_marks_check CHECK (((octet_length(marks) > 0) AND ((octet_length(marks) % 8) = 0)))
);

--
-- Name: person_mark; Type: TABLE; Schema: audit; Owner: -
--

CREATE TABLE audit.person_mark (
    mark bytea NOT NULL,
    record_id uuid NOT NULL,
    CONSTRAINT person_mark_mark_check CHECK ((octet_length(mark) = 32))
);

--
-- Name: tile; Type: TABLE; Schema: audit; Owner: -
--

CREATE TABLE audit.tile (
    log smallint NOT NULL,
    level smallint NOT NULL,
    index bigint NOT NULL,
    hashes bytea NOT NULL,
    CONSTRAINT tile_hashes_check CHECK ((((octet_length(hashes) % 32) = 0) AND ((octet_length(hashes) >= 32) AND (octet_length(hashes) <= 8192))))
);

--
-- Name: tree; Type: TABLE; Schema: audit; Owner: -
--

CREATE TABLE audit.tree (
    log smallint NOT NULL,
    log_id uuid NOT NULL,
    hash text NOT NULL,
    size bigint DEFAULT 0 NOT NULL,
    open boolean DEFAULT true NOT NULL,
    begun_at timestamp with time zone NOT NULL,
    CONSTRAINT tree_hash_check CHECK ((hash = ANY (ARRAY['sm3'::text, 'sha256'::text]))),
    CONSTRAINT tree_size_check CHECK ((size >= 0))
);

--
-- Name: tree_log_seq; Type: SEQUENCE; Schema: audit; Owner: -
--

ALTER TABLE audit.tree ALTER COLUMN log ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME audit.tree_log_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: unended; Type: TABLE; Schema: audit; Owner: -
--

CREATE TABLE audit.unended (
    record_id uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    action text NOT NULL,
    actor_kind text NOT NULL,
    actor_id text NOT NULL,
    org_id text
);

--
-- Name: act; Type: VIEW; Schema: audit_read; Owner: -
--

CREATE VIEW audit_read.act AS
 SELECT leaf.record_id,
    leaf.at,
    leaf.action,
    leaf.actor_kind,
    leaf.org_id,
    leaf.object_kind,
    leaf.object_id,
    leaf.grant_id,
    leaf.result
   FROM audit.leaf
UNION ALL
 SELECT pending.record_id,
    pending.at,
    pending.action,
    pending.actor_kind,
    pending.org_id,
    pending.object_kind,
    pending.object_id,
    pending.grant_id,
    pending.result
   FROM audit.pending;

--
-- Name: head; Type: VIEW; Schema: audit_read; Owner: -
--

CREATE VIEW audit_read.head AS
 SELECT DISTINCT ON (t.log) t.log_id,
    t.open,
    t.size,
    h.number AS head_number,
    h.size AS head_size,
    h.at AS head_at,
    ( SELECT count(*) AS count
           FROM audit.pending) AS pending
   FROM (audit.tree t
     LEFT JOIN audit.head h USING (log))
  ORDER BY t.log, h.number DESC;

--
-- Name: acknowledgement; Type: TABLE; Schema: catalog; Owner: -
--

CREATE TABLE catalog.acknowledgement (
    id uuid NOT NULL,
    entry_id uuid NOT NULL,
    organisation_id uuid NOT NULL,
    organisation_name text NOT NULL,
    region_code text,
    state text NOT NULL,
    from_no integer NOT NULL,
    from_version text NOT NULL,
    to_no integer NOT NULL,
    to_version text NOT NULL,
    said jsonb NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    closed_at timestamp with time zone,
    CONSTRAINT acknowledgement_check CHECK ((from_no < to_no)),
    CONSTRAINT acknowledgement_check1 CHECK (((state = ANY (ARRAY['acknowledged'::text, 'superseded'::text, 'lapsed'::text])) = (closed_at IS NOT NULL))),
    CONSTRAINT acknowledgement_check2 CHECK (
CASE state
    WHEN 'contested'::text THEN COALESCE((((said -> '-1'::integer) ->> 'kind'::text) = 'objection'::text), false)
    WHEN 'answered'::text THEN COALESCE((((said -> '-1'::integer) ->> 'kind'::text) = 'answer'::text), false)
    WHEN 'acknowledged'::text THEN COALESCE((((said -> '-1'::integer) ->> 'kind'::text) = 'acknowledgement'::text), false)
    WHEN 'open'::text THEN COALESCE((((said -> '-1'::integer) ->> 'kind'::text) = 'answer'::text), (jsonb_array_length(said) = 0))
    ELSE true
END),
    CONSTRAINT acknowledgement_state_check CHECK ((state = ANY (ARRAY['open'::text, 'contested'::text, 'answered'::text, 'acknowledged'::text, 'superseded'::text, 'lapsed'::text])))
);

--
-- Name: adjustment; Type: TABLE; Schema: catalog; Owner: -
--

CREATE TABLE catalog.adjustment (
    id uuid NOT NULL,
    entry_id uuid NOT NULL,
    revision_no integer NOT NULL,
    basis text NOT NULL,
    state text NOT NULL,
    entry_name text NOT NULL,
    provider_org_id uuid NOT NULL,
    provider_name text NOT NULL,
    region_code text NOT NULL,
    fields jsonb NOT NULL,
    changes jsonb NOT NULL,
    widening text[] NOT NULL,
    proposed jsonb NOT NULL,
    answered jsonb,
    decided jsonb,
    withdrawn jsonb,
    CONSTRAINT adjustment_basis_check CHECK ((basis = ANY (ARRAY['at-authority'::text, 'in-force'::text]))),
    CONSTRAINT adjustment_check CHECK (
CASE state
    WHEN 'proposed'::text THEN ((answered IS NULL) AND (decided IS NULL) AND (withdrawn IS NULL))
    WHEN 'unanswered'::text THEN ((answered IS NULL) AND (decided IS NULL) AND (withdrawn IS NULL))
    WHEN 'objected'::text THEN ((answered IS NOT NULL) AND (decided IS NULL) AND (withdrawn IS NULL))
    WHEN 'agreed'::text THEN ((answered IS NOT NULL) AND (decided IS NULL) AND (withdrawn IS NULL))
    WHEN 'upheld'::text THEN ((decided IS NOT NULL) AND (withdrawn IS NULL))
    WHEN 'dropped'::text THEN ((decided IS NOT NULL) AND (withdrawn IS NULL))
    WHEN 'withdrawn'::text THEN ((decided IS NULL) AND (withdrawn IS NOT NULL))
    ELSE false
END),
    CONSTRAINT adjustment_check1 CHECK (((decided IS NULL) OR ((decided ->> 'by'::text) <> (proposed ->> 'by'::text)))),
    CONSTRAINT adjustment_check2 CHECK (((answered IS NULL) OR ((answered ->> 'by'::text) <> (proposed ->> 'by'::text)))),
    CONSTRAINT adjustment_check3 CHECK (((state <> 'upheld'::text) OR (widening = '{}'::text[])))
);

--
-- Name: campaign; Type: TABLE; Schema: catalog; Owner: -
--

CREATE TABLE catalog.campaign (
    id uuid NOT NULL,
    region_code text NOT NULL,
    org_id uuid NOT NULL,
    org_name text NOT NULL,
    title text NOT NULL,
    instruction text NOT NULL,
    due_on date NOT NULL,
    template jsonb,
    uses_systems boolean NOT NULL,
    state text NOT NULL,
    sent jsonb NOT NULL,
    closed jsonb,
    CONSTRAINT campaign_check CHECK (((state = 'closed'::text) = (closed IS NOT NULL))),
    CONSTRAINT campaign_state_check CHECK ((state = ANY (ARRAY['open'::text, 'closed'::text])))
);

--
-- Name: campaign_entry; Type: TABLE; Schema: catalog; Owner: -
--

CREATE TABLE catalog.campaign_entry (
    campaign_id uuid NOT NULL,
    entry_id uuid NOT NULL,
    organisation_id uuid NOT NULL,
    tied_on date NOT NULL
);

--
-- Name: campaign_part; Type: TABLE; Schema: catalog; Owner: -
--

CREATE TABLE catalog.campaign_part (
    campaign_id uuid NOT NULL,
    organisation_id uuid NOT NULL,
    organisation_name text NOT NULL,
    state text NOT NULL,
    said jsonb,
    answered jsonb,
    reminders integer DEFAULT 0 NOT NULL,
    reminded_on date,
    CONSTRAINT campaign_part_check CHECK (((state = 'called'::text) OR (said IS NOT NULL))),
    CONSTRAINT campaign_part_check1 CHECK (((state <> 'none-accepted'::text) OR (answered IS NOT NULL))),
    CONSTRAINT campaign_part_check2 CHECK (((reminders = 0) = (reminded_on IS NULL))),
    CONSTRAINT campaign_part_check3 CHECK (((answered IS NULL) OR ((answered ->> 'by'::text) <> (said ->> 'by'::text)))),
    CONSTRAINT campaign_part_reminders_check CHECK ((reminders >= 0)),
    CONSTRAINT campaign_part_state_check CHECK ((state = ANY (ARRAY['called'::text, 'reported'::text, 'none-declared'::text, 'none-accepted'::text])))
);

--
-- Name: campaign_prolongation; Type: TABLE; Schema: catalog; Owner: -
--

CREATE TABLE catalog.campaign_prolongation (
    campaign_id uuid NOT NULL,
    from_on date NOT NULL,
    to_on date NOT NULL,
    org_name text NOT NULL,
    act jsonb NOT NULL,
    CONSTRAINT campaign_prolongation_check CHECK ((to_on > from_on))
);

--
-- Name: category; Type: TABLE; Schema: catalog; Owner: -
--

CREATE TABLE catalog.category (
    code text NOT NULL,
    parent text,
    name_zh text NOT NULL,
    name_en text NOT NULL,
    name_ug text NOT NULL,
    CONSTRAINT category_code_check CHECK ((code ~ '^[123](\d{2}(\d{3})?)?$'::text)),
    CONSTRAINT category_name_ug_check CHECK ((name_ug <> ''::text))
);

--
-- Name: change_event; Type: TABLE; Schema: catalog; Owner: -
--

CREATE TABLE catalog.change_event (
    id uuid NOT NULL,
    kind text NOT NULL,
    title text NOT NULL,
    document_number text NOT NULL,
    changed_on date NOT NULL,
    summary text NOT NULL,
    trigger_kind text NOT NULL,
    instrument_id text,
    article_ids text[] NOT NULL,
    region_code text,
    recorded_by text NOT NULL,
    recorded_by_org uuid,
    recorded_by_name text NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    CONSTRAINT change_event_check CHECK (((kind = ANY (ARRAY['instrument-amended'::text, 'instrument-repealed'::text])) = (instrument_id IS NOT NULL))),
    CONSTRAINT change_event_check1 CHECK (((instrument_id IS NULL) = (region_code IS NOT NULL))),
    CONSTRAINT change_event_check2 CHECK (((kind = ANY (ARRAY['duties-changed'::text, 'reorganisation'::text])) = (trigger_kind = 'function-change'::text))),
    CONSTRAINT change_event_kind_check CHECK ((kind = ANY (ARRAY['instrument-amended'::text, 'instrument-repealed'::text, 'duties-changed'::text, 'reorganisation'::text]))),
    CONSTRAINT change_event_trigger_kind_check CHECK ((trigger_kind = ANY (ARRAY['law-change'::text, 'administrative-regulation-change'::text, 'state-council-decision'::text, 'function-change'::text])))
);

--
-- Name: claim; Type: TABLE; Schema: catalog; Owner: -
--

CREATE TABLE catalog.claim (
    id uuid NOT NULL,
    entry_id uuid NOT NULL,
    organisation_id uuid NOT NULL,
    former jsonb NOT NULL,
    imported_no integer NOT NULL,
    claimed_by text NOT NULL,
    claimed_at timestamp with time zone NOT NULL,
    released_by text,
    released_at timestamp with time zone,
    CONSTRAINT claim_check CHECK (((released_by IS NULL) = (released_at IS NULL)))
);

--
-- Name: claim_assignment; Type: TABLE; Schema: catalog; Owner: -
--

CREATE TABLE catalog.claim_assignment (
    entry_id uuid NOT NULL,
    organisation_id uuid NOT NULL,
    assigned_by text NOT NULL,
    assigned_at timestamp with time zone NOT NULL,
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    reason text DEFAULT ''::text NOT NULL,
    state text DEFAULT 'open'::text NOT NULL,
    ended_at timestamp with time zone,
    ended_by text,
    ended_reason text DEFAULT ''::text NOT NULL,
    CONSTRAINT claim_assignment_check CHECK (((state = 'open'::text) = (ended_at IS NULL))),
    CONSTRAINT claim_assignment_check1 CHECK (((ended_at IS NULL) = (ended_by IS NULL))),
    CONSTRAINT claim_assignment_check2 CHECK (((state <> ALL (ARRAY['declined'::text, 'withdrawn'::text])) OR (ended_reason <> ''::text))),
    CONSTRAINT claim_assignment_state_check CHECK ((state = ANY (ARRAY['open'::text, 'claimed'::text, 'declined'::text, 'withdrawn'::text, 'ended'::text])))
);

--
-- Name: code_counter; Type: TABLE; Schema: catalog; Owner: -
--

CREATE TABLE catalog.code_counter (
    prefix text NOT NULL,
    last_sequence integer NOT NULL,
    CONSTRAINT code_counter_last_sequence_check CHECK (((last_sequence >= 0) AND (last_sequence <= 999999)))
);

--
-- Name: condition; Type: TABLE; Schema: catalog; Owner: -
--

CREATE TABLE catalog.condition (
    entry_id uuid NOT NULL,
    revision_no integer NOT NULL,
    "position" integer NOT NULL,
    kind text NOT NULL,
    text text NOT NULL,
    months_max integer,
    basis_article_id text,
    basis_kind text,
    basis_title text,
    basis_doc_no text,
    basis_article text,
    CONSTRAINT condition_check CHECK (((basis_kind IS NULL) = (basis_article IS NULL))),
    CONSTRAINT condition_months_max_check CHECK (((months_max >= 1) AND (months_max <= 120)))
);

--
-- Name: conformance_nonconformity; Type: TABLE; Schema: catalog; Owner: -
--

CREATE TABLE catalog.conformance_nonconformity (
    id uuid NOT NULL,
    run_id uuid NOT NULL,
    entry_id uuid NOT NULL,
    revision_no integer NOT NULL,
    organisation_id uuid NOT NULL,
    organisation_name text NOT NULL,
    region_code text NOT NULL,
    rule text NOT NULL,
    severity text NOT NULL,
    field text NOT NULL,
    params jsonb NOT NULL,
    state text NOT NULL,
    due_on date NOT NULL,
    found_at timestamp with time zone NOT NULL,
    closed_at timestamp with time zone,
    explained jsonb,
    decided jsonb,
    CONSTRAINT conformance_nonconformity_check CHECK (((state = 'mended'::text) = (closed_at IS NOT NULL))),
    CONSTRAINT conformance_nonconformity_check1 CHECK (((state <> 'explained'::text) OR ((explained IS NOT NULL) AND (decided IS NULL)))),
    CONSTRAINT conformance_nonconformity_check2 CHECK (((state <> 'accepted'::text) OR ((explained IS NOT NULL) AND (decided IS NOT NULL)))),
    CONSTRAINT conformance_nonconformity_check3 CHECK (((explained IS NULL) OR (decided IS NULL) OR ((explained ->> 'by'::text) <> (decided ->> 'by'::text)))),
    CONSTRAINT conformance_nonconformity_severity_check CHECK ((severity = ANY (ARRAY['error'::text, 'warning'::text]))),
    CONSTRAINT conformance_nonconformity_state_check CHECK ((state = ANY (ARRAY['open'::text, 'explained'::text, 'accepted'::text, 'mended'::text])))
);

--
-- Name: conformance_run; Type: TABLE; Schema: catalog; Owner: -
--

CREATE TABLE catalog.conformance_run (
    id uuid NOT NULL,
    region_code text NOT NULL,
    organisation_id uuid,
    organisation_name text,
    started_by text NOT NULL,
    started_at timestamp with time zone NOT NULL,
    due_on date NOT NULL,
    state text NOT NULL,
    entries_total integer NOT NULL,
    entries_read integer DEFAULT 0 NOT NULL,
    opened integer DEFAULT 0 NOT NULL,
    mended integer DEFAULT 0 NOT NULL,
    last_entry_id uuid,
    progressed_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone,
    CONSTRAINT conformance_run_check CHECK (((state = 'finished'::text) = (finished_at IS NOT NULL))),
    CONSTRAINT conformance_run_check1 CHECK (((organisation_id IS NULL) = (organisation_name IS NULL))),
    CONSTRAINT conformance_run_started_by_check CHECK ((started_by = ANY (ARRAY['demand'::text, 'schedule'::text]))),
    CONSTRAINT conformance_run_state_check CHECK ((state = ANY (ARRAY['running'::text, 'finished'::text])))
);

--
-- Name: consent_quota_default; Type: TABLE; Schema: catalog; Owner: -
--

CREATE TABLE catalog.consent_quota_default (
    one boolean DEFAULT true NOT NULL,
    calls_per_second integer NOT NULL,
    calls_per_day integer NOT NULL,
    CONSTRAINT consent_quota_default_calls_per_day_check CHECK (((calls_per_day >= 1) AND (calls_per_day <= 10000000))),
    CONSTRAINT consent_quota_default_calls_per_second_check CHECK (((calls_per_second >= 1) AND (calls_per_second <= 1000))),
    CONSTRAINT consent_quota_default_one_check CHECK (one)
);

--
-- Name: datum_source; Type: TABLE; Schema: catalog; Owner: -
--

CREATE TABLE catalog.datum_source (
    id uuid NOT NULL,
    entry_id uuid NOT NULL,
    finding_id uuid NOT NULL,
    place text NOT NULL,
    no integer NOT NULL,
    name text NOT NULL,
    element_id uuid,
    source_entry_id uuid,
    source_item_no integer,
    source_name text NOT NULL,
    source_item_name text NOT NULL,
    organisation_id uuid NOT NULL,
    organisation_name text NOT NULL,
    from_revision integer NOT NULL,
    ended_revision integer,
    cited_at timestamp with time zone NOT NULL,
    CONSTRAINT datum_source_check CHECK (((place = 'entry'::text) = (no = 0))),
    CONSTRAINT datum_source_check1 CHECK (((element_id IS NOT NULL) OR (source_entry_id IS NOT NULL))),
    CONSTRAINT datum_source_check2 CHECK (((source_item_no IS NULL) OR (source_entry_id IS NOT NULL))),
    CONSTRAINT datum_source_check3 CHECK ((ended_revision > from_revision)),
    CONSTRAINT datum_source_no_check CHECK (((no >= 0) AND (no <= 9999))),
    CONSTRAINT datum_source_place_check CHECK ((place = ANY (ARRAY['entry'::text, 'item'::text, 'field'::text])))
);

--
-- Name: denial_basis; Type: TABLE; Schema: catalog; Owner: -
--

CREATE TABLE catalog.denial_basis (
    entry_id uuid NOT NULL,
    revision_no integer NOT NULL,
    "position" integer NOT NULL,
    article_id text,
    kind text NOT NULL,
    title text NOT NULL,
    doc_no text NOT NULL,
    article text NOT NULL,
    quotation text NOT NULL,
    effective_on date,
    url text,
    item_position integer,
    CONSTRAINT denial_basis_kind_check CHECK ((kind = ANY (ARRAY['law'::text, 'administrative-regulation'::text, 'state-council-decision'::text, 'local-regulation'::text, 'rule'::text, 'policy-document'::text])))
);

--
-- Name: denial_reassessment; Type: TABLE; Schema: catalog; Owner: -
--

CREATE TABLE catalog.denial_reassessment (
    id uuid NOT NULL,
    entry_id uuid NOT NULL,
    organisation_id uuid NOT NULL,
    organisation_name text NOT NULL,
    authority_region text,
    bases jsonb NOT NULL,
    due_on date NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    closed_at timestamp with time zone,
    outcome text,
    CONSTRAINT denial_reassessment_bases_check CHECK ((jsonb_array_length(bases) > 0)),
    CONSTRAINT denial_reassessment_check CHECK (((closed_at IS NULL) = (outcome IS NULL))),
    CONSTRAINT denial_reassessment_outcome_check CHECK ((outcome = ANY (ARRAY['basis-mended'::text, 'shared'::text, 'left'::text])))
);

--
-- Name: denial_ruling; Type: TABLE; Schema: catalog; Owner: -
--

CREATE TABLE catalog.denial_ruling (
    id uuid NOT NULL,
    entry_id uuid NOT NULL,
    revision_no integer NOT NULL,
    item_no integer,
    verdict text NOT NULL,
    until date,
    opinion text NOT NULL,
    ruled_at timestamp with time zone NOT NULL,
    ruled_by text NOT NULL,
    org_id uuid NOT NULL,
    CONSTRAINT denial_ruling_check CHECK (((until IS NULL) OR (verdict = 'upheld'::text))),
    CONSTRAINT denial_ruling_verdict_check CHECK ((verdict = ANY (ARRAY['upheld'::text, 'rejected'::text])))
);

--
-- Name: department_serial; Type: TABLE; Schema: catalog; Owner: -
--

CREATE TABLE catalog.department_serial (
    organisation_id uuid NOT NULL,
    region_code text NOT NULL,
    serial integer NOT NULL,
    CONSTRAINT department_serial_serial_check CHECK (((serial >= 1) AND (serial <= 999)))
);

--
-- Name: designation; Type: TABLE; Schema: catalog; Owner: -
--

CREATE TABLE catalog.designation (
    id uuid NOT NULL,
    element_id uuid NOT NULL,
    organisation_id uuid NOT NULL,
    organisation_name text NOT NULL,
    region_code text NOT NULL,
    decision_no text NOT NULL,
    decided_on date NOT NULL,
    designated jsonb NOT NULL,
    ended_on date,
    CONSTRAINT designation_check CHECK ((ended_on >= decided_on)),
    CONSTRAINT designation_decision_no_check CHECK ((decision_no <> ''::text))
);

--
-- Name: edition; Type: TABLE; Schema: catalog; Owner: -
--

CREATE TABLE catalog.edition (
    id uuid NOT NULL,
    region_code text NOT NULL,
    year integer NOT NULL,
    no integer NOT NULL,
    issued_on date NOT NULL,
    issued_at timestamp with time zone NOT NULL,
    issued_by text NOT NULL,
    organisation_name text NOT NULL,
    opinion text NOT NULL,
    digest text NOT NULL,
    former_id uuid,
    resource_count integer NOT NULL,
    shared_count integer NOT NULL,
    denied_count integer NOT NULL,
    added_count integer NOT NULL,
    changed_count integer NOT NULL,
    removed jsonb NOT NULL,
    CONSTRAINT edition_check CHECK (((shared_count + denied_count) <= resource_count)),
    CONSTRAINT edition_check1 CHECK (((added_count + changed_count) <= resource_count)),
    CONSTRAINT edition_digest_check CHECK ((digest ~ '^[0-9a-f]{64}$'::text)),
    CONSTRAINT edition_no_check CHECK ((no > 0))
);

--
-- Name: edition_language; Type: TABLE; Schema: catalog; Owner: -
--

CREATE TABLE catalog.edition_language (
    edition_id uuid NOT NULL,
    language text NOT NULL,
    digest text NOT NULL,
    begun_count integer NOT NULL,
    whole_count integer NOT NULL,
    CONSTRAINT edition_language_begun_count_check CHECK ((begun_count > 0)),
    CONSTRAINT edition_language_check CHECK (((whole_count >= 0) AND (whole_count <= begun_count))),
    CONSTRAINT edition_language_digest_check CHECK ((digest ~ '^[0-9a-f]{64}$'::text)),
    CONSTRAINT edition_language_language_check CHECK ((language = ANY (ARRAY['ug'::text, 'en'::text])))
);

--
-- Name: edition_line; Type: TABLE; Schema: catalog; Owner: -
--

CREATE TABLE catalog.edition_line (
    edition_id uuid NOT NULL,
    "position" integer NOT NULL,
    entry_id uuid NOT NULL,
    shared boolean NOT NULL,
    line jsonb NOT NULL,
    change text NOT NULL,
    changed_fields text[] NOT NULL,
    CONSTRAINT edition_line_change_check CHECK ((change = ANY (ARRAY['added'::text, 'changed'::text, 'same'::text]))),
    CONSTRAINT edition_line_check CHECK (((change = 'changed'::text) = (cardinality(changed_fields) > 0))),
    CONSTRAINT edition_line_position_check CHECK (("position" > 0))
);

--
-- Name: edition_text; Type: TABLE; Schema: catalog; Owner: -
--

CREATE TABLE catalog.edition_text (
    edition_id uuid NOT NULL,
    language text NOT NULL,
    "position" integer NOT NULL,
    texts jsonb NOT NULL
);

--
-- Name: element; Type: TABLE; Schema: catalog; Owner: -
--

CREATE TABLE catalog.element (
    id uuid NOT NULL,
    code text NOT NULL,
    name text NOT NULL,
    definition text NOT NULL,
    data_type text NOT NULL,
    code_set text,
    synonyms text[] NOT NULL,
    registered_at timestamp with time zone NOT NULL,
    revision integer DEFAULT 1 NOT NULL,
    CONSTRAINT element_revision_check CHECK ((revision > 0))
);

--
-- Name: element_change; Type: TABLE; Schema: catalog; Owner: -
--

CREATE TABLE catalog.element_change (
    element_id uuid NOT NULL,
    revision integer NOT NULL,
    changes jsonb NOT NULL,
    changed jsonb NOT NULL,
    organisation_name text NOT NULL,
    CONSTRAINT element_change_changed_check CHECK (((changed ->> 'opinion'::text) <> ''::text)),
    CONSTRAINT element_change_changes_check CHECK ((jsonb_array_length(changes) > 0)),
    CONSTRAINT element_change_revision_check CHECK ((revision > 1))
);

--
-- Name: entry; Type: TABLE; Schema: catalog; Owner: -
--

CREATE TABLE catalog.entry (
    id uuid NOT NULL,
    state text NOT NULL,
    revision integer NOT NULL,
    provider_org_id uuid NOT NULL,
    provider_name text NOT NULL,
    provider_aliases text[] DEFAULT '{}'::text[] NOT NULL,
    provider_uscc text,
    region_code text NOT NULL,
    sample boolean NOT NULL,
    name_folded text NOT NULL,
    resource_code text,
    published_on date,
    live_no integer,
    working_no integer,
    source text,
    source_id text,
    source_raw jsonb,
    source_published_on date,
    source_updated_on date,
    CONSTRAINT entry_check CHECK (
CASE
    WHEN (state = ANY (ARRAY['unpublished'::text, 'withdrawn'::text])) THEN ((resource_code IS NULL) AND (published_on IS NULL) AND (live_no IS NULL) AND (working_no IS NOT NULL))
    WHEN (state = 'change-pending'::text) THEN ((resource_code IS NOT NULL) AND (published_on IS NOT NULL) AND (live_no IS NOT NULL) AND (working_no > live_no))
    WHEN (state = ANY (ARRAY['suspended'::text, 'orphaned'::text, 'transfer-pending'::text])) THEN ((resource_code IS NOT NULL) AND (published_on IS NOT NULL) AND (live_no IS NOT NULL) AND ((working_no IS NULL) OR (working_no > live_no)))
    WHEN (state = 'legacy-incomplete'::text) THEN ((resource_code IS NULL) AND (published_on IS NULL) AND (live_no IS NOT NULL) AND (working_no IS NULL))
    ELSE ((resource_code IS NOT NULL) AND (published_on IS NOT NULL) AND (live_no IS NOT NULL) AND (working_no IS NULL))
END),
    CONSTRAINT entry_check2 CHECK (((source IS NULL) = (source_id IS NULL))),
    CONSTRAINT entry_imported CHECK (((state <> 'legacy-incomplete'::text) OR (source IS NOT NULL))),
    CONSTRAINT entry_resource_code_check CHECK ((resource_code ~ '^[123]\d{5}\d*/\d+$'::text)),
    CONSTRAINT entry_revision_check CHECK ((revision > 0)),
    CONSTRAINT entry_state_check CHECK ((state = ANY (ARRAY['unpublished'::text, 'published'::text, 'change-pending'::text, 'suspended'::text, 'retire-pending'::text, 'retired'::text, 'restore-pending'::text, 'legacy-incomplete'::text, 'withdrawn'::text, 'orphaned'::text, 'transfer-pending'::text])))
);

--
-- Name: entry_opening; Type: TABLE; Schema: catalog; Owner: -
--

CREATE TABLE catalog.entry_opening (
    entry_id uuid NOT NULL,
    person_id text NOT NULL,
    revision integer NOT NULL,
    opened_at timestamp with time zone NOT NULL
);

--
-- Name: finding; Type: TABLE; Schema: catalog; Owner: -
--

CREATE TABLE catalog.finding (
    id uuid NOT NULL,
    entry_id uuid NOT NULL,
    kind text NOT NULL,
    target_id uuid NOT NULL,
    item_no integer DEFAULT 0 NOT NULL,
    relation text NOT NULL,
    evidence jsonb NOT NULL,
    state text NOT NULL,
    found_at timestamp with time zone NOT NULL,
    answered jsonb,
    place text NOT NULL,
    CONSTRAINT finding_check CHECK (((state <> ALL (ARRAY['cited'::text, 'argued'::text])) OR (answered IS NOT NULL))),
    CONSTRAINT finding_check1 CHECK (((state <> 'open'::text) OR (answered IS NULL))),
    CONSTRAINT finding_check2 CHECK (((state <> 'argued'::text) OR ((answered ->> 'opinion'::text) <> ''::text))),
    CONSTRAINT finding_check3 CHECK (((place = 'entry'::text) = (item_no = 0))),
    CONSTRAINT finding_check4 CHECK ((((kind = 'element'::text) AND (place <> 'entry'::text)) OR ((kind = 'entry'::text) AND (place <> 'item'::text)))),
    CONSTRAINT finding_item_no_check CHECK (((item_no >= 0) AND (item_no <= 9999))),
    CONSTRAINT finding_kind_check CHECK ((kind = ANY (ARRAY['entry'::text, 'element'::text]))),
    CONSTRAINT finding_place_check CHECK ((place = ANY (ARRAY['entry'::text, 'item'::text, 'field'::text]))),
    CONSTRAINT finding_relation_check CHECK ((relation = ANY (ARRAY['same'::text, 'slice'::text, 'held'::text]))),
    CONSTRAINT finding_state_check CHECK ((state = ANY (ARRAY['open'::text, 'cited'::text, 'argued'::text, 'gone'::text])))
);

--
-- Name: history; Type: TABLE; Schema: catalog; Owner: -
--

CREATE TABLE catalog.history (
    id uuid NOT NULL,
    entry_id uuid NOT NULL,
    revision_no integer NOT NULL,
    at timestamp with time zone NOT NULL,
    action text NOT NULL,
    actor_id text NOT NULL,
    organisation_name text NOT NULL,
    role text NOT NULL,
    opinion text,
    changes jsonb NOT NULL
);

--
-- Name: import_job; Type: TABLE; Schema: catalog; Owner: -
--

CREATE TABLE catalog.import_job (
    id uuid NOT NULL,
    state text NOT NULL,
    provider_org_id uuid,
    provider_names text[] NOT NULL,
    place_code text NOT NULL,
    place_name text NOT NULL,
    file_name text NOT NULL,
    file_bytes integer NOT NULL,
    file_reference text NOT NULL,
    started_by text NOT NULL,
    started_org_id uuid NOT NULL,
    started_at timestamp with time zone NOT NULL,
    notes jsonb NOT NULL,
    columns jsonb NOT NULL,
    refusal jsonb,
    checked_row integer DEFAULT 0 NOT NULL,
    applied_row integer DEFAULT 0 NOT NULL,
    progressed_at timestamp with time zone NOT NULL,
    target text NOT NULL,
    undone_row integer DEFAULT 0 NOT NULL,
    file_key bytea,
    file_erased_at timestamp with time zone,
    CONSTRAINT import_job_check CHECK (((state = 'failed'::text) = (refusal IS NOT NULL))),
    CONSTRAINT import_job_check1 CHECK (((provider_org_id IS NULL) = (cardinality(provider_names) = 0))),
    CONSTRAINT import_job_check2 CHECK (((target = 'sample-place'::text) = (provider_org_id IS NULL))),
    CONSTRAINT import_job_check3 CHECK (((file_erased_at IS NULL) OR ((file_key IS NULL) AND (state <> ALL (ARRAY['checking'::text, 'applying'::text, 'undoing'::text]))))),
    CONSTRAINT import_job_state_check CHECK ((state = ANY (ARRAY['checking'::text, 'checked'::text, 'failed'::text, 'applying'::text, 'applied'::text, 'undoing'::text, 'undone'::text]))),
    CONSTRAINT import_job_target_check CHECK ((target = ANY (ARRAY['own-department'::text, 'own-drafts'::text, 'sample-place'::text])))
);

--
-- Name: import_row; Type: TABLE; Schema: catalog; Owner: -
--

CREATE TABLE catalog.import_row (
    job_id uuid NOT NULL,
    row_no integer NOT NULL,
    rows integer NOT NULL,
    key text NOT NULL,
    provider text NOT NULL,
    outcome text NOT NULL,
    content jsonb NOT NULL,
    raw jsonb NOT NULL,
    changes jsonb NOT NULL,
    refusals jsonb NOT NULL,
    unknown jsonb NOT NULL,
    applied text,
    entry_id uuid,
    before jsonb,
    entry_revision integer,
    undone text,
    left_because text,
    revision_before integer,
    opens_version text,
    CONSTRAINT import_row_applied_check CHECK ((applied = ANY (ARRAY['new'::text, 'changed'::text, 'unchanged'::text, 'error'::text]))),
    CONSTRAINT import_row_check CHECK (((outcome <> 'error'::text) OR (jsonb_array_length(refusals) > 0))),
    CONSTRAINT import_row_check1 CHECK (((entry_id IS NULL) = ((applied IS NULL) OR (applied = 'error'::text)))),
    CONSTRAINT import_row_check2 CHECK (((NOT (undone IS DISTINCT FROM 'left'::text)) = (left_because IS NOT NULL))),
    CONSTRAINT import_row_left_because_check CHECK ((left_because = ANY (ARRAY['claimed'::text, 'claim-asked'::text, 'worked-on'::text, 'name-taken'::text]))),
    CONSTRAINT import_row_outcome_check CHECK ((outcome = ANY (ARRAY['new'::text, 'changed'::text, 'unchanged'::text, 'error'::text]))),
    CONSTRAINT import_row_row_no_check CHECK ((row_no > 0)),
    CONSTRAINT import_row_rows_check CHECK ((rows > 0)),
    CONSTRAINT import_row_undone_check CHECK ((undone = ANY (ARRAY['undone'::text, 'left'::text])))
);

--
-- Name: imported_content; Type: TABLE; Schema: catalog; Owner: -
--

CREATE TABLE catalog.imported_content (
    entry_id uuid NOT NULL,
    source text NOT NULL,
    key text NOT NULL,
    content jsonb NOT NULL
);

--
-- Name: item; Type: TABLE; Schema: catalog; Owner: -
--

CREATE TABLE catalog.item (
    entry_id uuid NOT NULL,
    revision_no integer NOT NULL,
    "position" integer NOT NULL,
    no integer NOT NULL,
    name_zh text NOT NULL,
    field_name text,
    meaning text NOT NULL,
    data_type text,
    length_bytes bigint,
    share_type text,
    update_cycle text,
    open_to_public boolean,
    sensitivity text,
    code_set text,
    data_element text,
    is_key boolean NOT NULL,
    is_timestamp boolean NOT NULL,
    nullable boolean NOT NULL,
    is_base_item boolean NOT NULL,
    masking_rule text NOT NULL,
    denial_reason text,
    CONSTRAINT item_length_bytes_check CHECK ((length_bytes > 0)),
    CONSTRAINT item_no_check CHECK (((no >= 1) AND (no <= 999))),
    CONSTRAINT item_sensitivity_check CHECK ((sensitivity = ANY (ARRAY['none'::text, 'personal'::text, 'sensitive'::text]))),
    CONSTRAINT item_share_type_check CHECK ((share_type = ANY (ARRAY['unconditional'::text, 'conditional'::text, 'denied'::text])))
);

--
-- Name: listing; Type: TABLE; Schema: catalog; Owner: -
--

CREATE TABLE catalog.listing (
    entry_id uuid NOT NULL,
    state text NOT NULL,
    listed_on date NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    due_on date,
    mode text,
    responsible text,
    promises integer NOT NULL,
    mounted_at timestamp with time zone,
    told_due_on date,
    data_on date,
    data_at timestamp with time zone,
    reported_at timestamp with time zone,
    stale_told boolean DEFAULT false NOT NULL,
    CONSTRAINT listing_check CHECK (
CASE state
    WHEN 'promised'::text THEN ((due_on IS NOT NULL) AND (mode IS NOT NULL) AND (responsible IS NOT NULL) AND (promises > 0) AND (mounted_at IS NULL))
    WHEN 'withdrawn'::text THEN ((due_on IS NULL) AND (mode IS NULL) AND (responsible IS NULL) AND (mounted_at IS NULL))
    ELSE ((due_on IS NULL) AND (mode IS NULL) AND (responsible IS NULL) AND (mounted_at IS NOT NULL))
END),
    CONSTRAINT listing_check1 CHECK (((told_due_on IS NULL) OR ((state = 'promised'::text) AND (told_due_on = due_on)))),
    CONSTRAINT listing_check2 CHECK ((((data_on IS NULL) = (reported_at IS NULL)) AND ((data_at IS NULL) OR (data_on IS NOT NULL)))),
    CONSTRAINT listing_check3 CHECK (((NOT stale_told) OR (state = ANY (ARRAY['mounted'::text, 'interrupted'::text])))),
    CONSTRAINT listing_mode_check CHECK ((mode = ANY (ARRAY['database'::text, 'file'::text, 'api'::text]))),
    CONSTRAINT listing_promises_check CHECK ((promises >= 0)),
    CONSTRAINT listing_state_check CHECK ((state = ANY (ARRAY['promised'::text, 'mounted'::text, 'interrupted'::text, 'withdrawn'::text])))
);

--
-- Name: major_version; Type: TABLE; Schema: catalog; Owner: -
--

CREATE TABLE catalog.major_version (
    entry_id uuid NOT NULL,
    revision_no integer NOT NULL,
    version text NOT NULL,
    previous_no integer NOT NULL,
    previous_version text NOT NULL,
    at timestamp with time zone NOT NULL,
    breaks jsonb NOT NULL,
    grants jsonb NOT NULL,
    services jsonb NOT NULL,
    CONSTRAINT major_version_breaks_check CHECK ((jsonb_array_length(breaks) > 0)),
    CONSTRAINT major_version_check CHECK ((previous_no < revision_no)),
    CONSTRAINT major_version_version_check CHECK ((version ~ '^[0-9]+\.0$'::text))
);

--
-- Name: noted_change; Type: TABLE; Schema: catalog; Owner: -
--

CREATE TABLE catalog.noted_change (
    sequence bigint NOT NULL,
    entry_id uuid NOT NULL,
    change text NOT NULL,
    CONSTRAINT noted_change_change_check CHECK ((change = ANY (ARRAY['in-force'::text, 'provider-changed'::text, 'suspended'::text, 'lifted'::text, 'retired'::text, 'restored'::text, 'removed'::text])))
);

--
-- Name: noted_change_sequence_seq; Type: SEQUENCE; Schema: catalog; Owner: -
--

ALTER TABLE catalog.noted_change ALTER COLUMN sequence ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME catalog.noted_change_sequence_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: opinion_template; Type: TABLE; Schema: catalog; Owner: -
--

CREATE TABLE catalog.opinion_template (
    id uuid NOT NULL,
    org_id uuid NOT NULL,
    revision integer NOT NULL,
    kind text NOT NULL,
    text text NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    CONSTRAINT opinion_template_kind_check CHECK ((kind = ANY (ARRAY['review'::text, 'sign'::text, 'publish'::text, 'return'::text, 'verify-denial'::text, 'adjust'::text]))),
    CONSTRAINT opinion_template_revision_check CHECK ((revision > 0)),
    CONSTRAINT opinion_template_text_check CHECK ((text <> ''::text))
);

--
-- Name: recall; Type: TABLE; Schema: catalog; Owner: -
--

CREATE TABLE catalog.recall (
    id uuid NOT NULL,
    entry_id uuid NOT NULL,
    organisation_id uuid NOT NULL,
    due_on date NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    closed_at timestamp with time zone,
    outcome text,
    CONSTRAINT recall_check CHECK (((closed_at IS NULL) = (outcome IS NULL))),
    CONSTRAINT recall_outcome_check CHECK ((outcome = ANY (ARRAY['recalled'::text, 'shared'::text, 'left'::text])))
);

--
-- Name: renaming; Type: TABLE; Schema: catalog; Owner: -
--

CREATE TABLE catalog.renaming (
    organisation_id uuid NOT NULL,
    progressed_at timestamp with time zone NOT NULL
);

--
-- Name: returned_text; Type: TABLE; Schema: catalog; Owner: -
--

CREATE TABLE catalog.returned_text (
    entry_id uuid NOT NULL,
    revision_no integer NOT NULL,
    by_authority boolean NOT NULL,
    stage text NOT NULL,
    organisation_name text NOT NULL,
    opinion text NOT NULL,
    returned_at timestamp with time zone NOT NULL,
    content jsonb NOT NULL,
    CONSTRAINT returned_text_check CHECK ((by_authority = (stage = ANY (ARRAY['at-authority'::text, 'awaiting-denial-verification'::text])))),
    CONSTRAINT returned_text_stage_check CHECK ((stage = ANY (ARRAY['in-review'::text, 'awaiting-signature'::text, 'at-authority'::text, 'awaiting-denial-verification'::text])))
);

--
-- Name: revision; Type: TABLE; Schema: catalog; Owner: -
--

CREATE TABLE catalog.revision (
    entry_id uuid NOT NULL,
    no integer NOT NULL,
    state text NOT NULL,
    fields jsonb NOT NULL,
    authors text[] NOT NULL,
    trigger_kind text,
    trigger_on date,
    trigger_reason text,
    returned jsonb,
    submitted jsonb,
    reviewed jsonb,
    signed jsonb,
    decided jsonb,
    version text,
    denial_until date,
    CONSTRAINT revision_check CHECK (
CASE
    WHEN (state = ANY (ARRAY['draft'::text, 'imported'::text, 'abandoned'::text])) THEN ((submitted IS NULL) AND (reviewed IS NULL) AND (signed IS NULL) AND (decided IS NULL) AND (version IS NULL))
    WHEN (state = 'in-review'::text) THEN ((submitted IS NOT NULL) AND (reviewed IS NULL) AND (signed IS NULL) AND (decided IS NULL) AND (version IS NULL))
    WHEN (state = 'awaiting-signature'::text) THEN ((submitted IS NOT NULL) AND (reviewed IS NOT NULL) AND (signed IS NULL) AND (decided IS NULL) AND (version IS NULL))
    WHEN (state = ANY (ARRAY['at-authority'::text, 'awaiting-denial-verification'::text, 'under-adjustment'::text])) THEN ((submitted IS NOT NULL) AND (reviewed IS NOT NULL) AND (signed IS NOT NULL) AND (decided IS NULL) AND (version IS NULL))
    WHEN (state = ANY (ARRAY['effective'::text, 'superseded'::text])) THEN ((submitted IS NOT NULL) AND (reviewed IS NOT NULL) AND (signed IS NOT NULL) AND (decided IS NOT NULL) AND (version IS NOT NULL))
    ELSE false
END),
    CONSTRAINT revision_check1 CHECK (((reviewed IS NULL) OR ((reviewed ->> 'by'::text) <> ALL (authors)))),
    CONSTRAINT revision_check2 CHECK (((signed IS NULL) OR (((signed ->> 'by'::text) <> ALL (authors)) AND ((signed ->> 'by'::text) <> (reviewed ->> 'by'::text))))),
    CONSTRAINT revision_check3 CHECK (((decided IS NULL) OR (((decided ->> 'by'::text) <> ALL (authors)) AND (((decided ->> 'by'::text) <> (reviewed ->> 'by'::text)) AND ((decided ->> 'by'::text) <> (signed ->> 'by'::text)))))),
    CONSTRAINT revision_check4 CHECK (((returned IS NULL) OR (state = 'draft'::text))),
    CONSTRAINT revision_check5 CHECK (((denial_until IS NULL) OR (state = ANY (ARRAY['effective'::text, 'superseded'::text])))),
    CONSTRAINT revision_check6 CHECK (((trigger_kind IS NULL) = (trigger_on IS NULL))),
    CONSTRAINT revision_no_check CHECK ((no > 0)),
    CONSTRAINT revision_version_check CHECK ((version ~ '^\d+\.\d+$'::text))
);

--
-- Name: revision_case; Type: TABLE; Schema: catalog; Owner: -
--

CREATE TABLE catalog.revision_case (
    id uuid NOT NULL,
    event_id uuid NOT NULL,
    entry_id uuid NOT NULL,
    revision integer NOT NULL,
    state text NOT NULL,
    rests_on jsonb NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    revision_no integer,
    reported jsonb,
    declined jsonb,
    extension jsonb,
    outcome text,
    ended jsonb,
    CONSTRAINT revision_case_check CHECK ((((outcome IS NOT NULL) = (state = 'closed'::text)) AND ((ended IS NOT NULL) = (state = 'closed'::text)))),
    CONSTRAINT revision_case_check1 CHECK (((outcome IS DISTINCT FROM 'unchanged'::text) OR ((ended ->> 'by'::text) <> (reported ->> 'by'::text)))),
    CONSTRAINT revision_case_outcome_check CHECK ((outcome = ANY (ARRAY['revised'::text, 'unchanged'::text, 'entry-retired'::text]))),
    CONSTRAINT revision_case_revision_check CHECK ((revision > 0)),
    CONSTRAINT revision_case_state CHECK (
CASE state
    WHEN 'open'::text THEN ((revision_no IS NULL) AND (reported IS NULL))
    WHEN 'in-hand'::text THEN ((revision_no IS NOT NULL) AND (reported IS NULL))
    WHEN 'reported'::text THEN ((revision_no IS NOT NULL) AND (reported IS NOT NULL))
    WHEN 'unchanged-reported'::text THEN ((revision_no IS NULL) AND (reported IS NOT NULL))
    WHEN 'closed'::text THEN
    CASE outcome
        WHEN 'revised'::text THEN ((revision_no IS NOT NULL) AND (reported IS NOT NULL))
        WHEN 'unchanged'::text THEN ((revision_no IS NULL) AND (reported IS NOT NULL))
        ELSE true
    END
    ELSE false
END)
);

--
-- Name: saved_search; Type: TABLE; Schema: catalog; Owner: -
--

CREATE TABLE catalog.saved_search (
    id uuid NOT NULL,
    person_id uuid NOT NULL,
    name text NOT NULL,
    query jsonb NOT NULL,
    is_subscribed boolean NOT NULL,
    saved_at timestamp with time zone NOT NULL
);

--
-- Name: saved_search_hit; Type: TABLE; Schema: catalog; Owner: -
--

CREATE TABLE catalog.saved_search_hit (
    search_id uuid NOT NULL,
    entry_id uuid NOT NULL
);

--
-- Name: search_document; Type: TABLE; Schema: catalog; Owner: -
--

CREATE TABLE catalog.search_document (
    entry_id uuid NOT NULL,
    audience text NOT NULL,
    stage_audience text,
    state text NOT NULL,
    stage text,
    provider_org_id uuid NOT NULL,
    region_code text NOT NULL,
    authority_region text,
    sample boolean NOT NULL,
    categories text[] NOT NULL,
    category text,
    share_type text,
    format_class text,
    update_cycle text,
    item_count integer NOT NULL,
    name text NOT NULL,
    name_ug text NOT NULL,
    abstract text NOT NULL,
    abstract_ug text NOT NULL,
    provider_names text[] NOT NULL,
    items text[] NOT NULL,
    code text NOT NULL,
    version text,
    published_on date,
    name_folded text NOT NULL,
    folded text NOT NULL,
    tokens tsvector NOT NULL,
    readings text[] DEFAULT '{}'::text[] NOT NULL,
    readings_version integer DEFAULT 0 NOT NULL,
    changed xid8 DEFAULT pg_current_xact_id() NOT NULL,
    translations jsonb DEFAULT '{}'::jsonb NOT NULL,
    CONSTRAINT search_document_audience_check CHECK ((audience = ANY (ARRAY['everyone'::text, 'unit'::text, 'signed'::text]))),
    CONSTRAINT search_document_stage_audience_check CHECK ((stage_audience = ANY (ARRAY['unit'::text, 'signed'::text])))
);

--
-- Name: standing_consent; Type: TABLE; Schema: catalog; Owner: -
--

CREATE TABLE catalog.standing_consent (
    id uuid NOT NULL,
    entry_id uuid NOT NULL,
    revision_no integer NOT NULL,
    organisation_id uuid NOT NULL,
    given_by text NOT NULL,
    given_on date NOT NULL,
    valid_until date NOT NULL,
    terms text NOT NULL,
    ended_on date,
    calls_per_second integer NOT NULL,
    calls_per_day integer NOT NULL,
    CONSTRAINT standing_consent_calls_per_day_check CHECK (((calls_per_day >= 1) AND (calls_per_day <= 10000000))),
    CONSTRAINT standing_consent_calls_per_second_check CHECK (((calls_per_second >= 1) AND (calls_per_second <= 1000))),
    CONSTRAINT standing_consent_check CHECK (((valid_until >= given_on) AND (valid_until <= (given_on + '1 year'::interval))))
);

--
-- Name: status_change; Type: TABLE; Schema: catalog; Owner: -
--

CREATE TABLE catalog.status_change (
    id uuid NOT NULL,
    entry_id uuid NOT NULL,
    kind text NOT NULL,
    reason text NOT NULL,
    due_on date,
    successor_id uuid,
    begun jsonb NOT NULL,
    begun_by_name text NOT NULL,
    ended jsonb,
    outcome text,
    CONSTRAINT status_change_check CHECK (((ended IS NULL) = (outcome IS NULL))),
    CONSTRAINT status_change_check1 CHECK ((((kind = 'suspension'::text) = (outcome = 'lifted'::text)) OR (outcome IS NULL))),
    CONSTRAINT status_change_check2 CHECK (((successor_id IS NULL) OR ((kind = 'retirement'::text) AND (successor_id <> entry_id)))),
    CONSTRAINT status_change_check3 CHECK (((kind = 'restoration'::text) = (due_on IS NULL))),
    CONSTRAINT status_change_check4 CHECK (((outcome IS NULL) OR (outcome = ANY (ARRAY['withdrawn'::text, 'lifted'::text, 'ordered'::text])) OR ((ended ->> 'by'::text) <> (begun ->> 'by'::text)))),
    CONSTRAINT status_change_kind_check CHECK ((kind = ANY (ARRAY['retirement'::text, 'restoration'::text, 'suspension'::text]))),
    CONSTRAINT status_change_ordered CHECK (((outcome <> 'ordered'::text) OR (kind = 'retirement'::text))),
    CONSTRAINT status_change_outcome_check CHECK ((outcome = ANY (ARRAY['approved'::text, 'declined'::text, 'withdrawn'::text, 'lifted'::text, 'ordered'::text])))
);

--
-- Name: subscribers_told; Type: TABLE; Schema: catalog; Owner: -
--

CREATE TABLE catalog.subscribers_told (
    only_row boolean DEFAULT true NOT NULL,
    "position" bigint NOT NULL,
    CONSTRAINT subscribers_told_only_row_check CHECK (only_row),
    CONSTRAINT subscribers_told_position_check CHECK (("position" >= 0))
);

--
-- Name: transfer; Type: TABLE; Schema: catalog; Owner: -
--

CREATE TABLE catalog.transfer (
    id uuid NOT NULL,
    kind text NOT NULL,
    document_number text NOT NULL,
    decided_on date NOT NULL,
    reason text NOT NULL,
    region_code text NOT NULL,
    from_org_id uuid NOT NULL,
    from_name text NOT NULL,
    ordered_by text NOT NULL,
    ordered_by_org_id uuid NOT NULL,
    ordered_by_name text NOT NULL,
    ordered_at timestamp with time zone NOT NULL,
    CONSTRAINT transfer_kind_check CHECK ((kind = ANY (ARRAY['dissolved'::text, 'merged'::text, 'relieved'::text])))
);

--
-- Name: transfer_line; Type: TABLE; Schema: catalog; Owner: -
--

CREATE TABLE catalog.transfer_line (
    transfer_id uuid NOT NULL,
    entry_id uuid NOT NULL,
    entry_name text NOT NULL,
    state text NOT NULL,
    receiver_org_id uuid,
    receiver_name text,
    answered jsonb,
    declined boolean NOT NULL,
    CONSTRAINT transfer_line_check CHECK (((state = ANY (ARRAY['orphaned'::text, 'retired'::text])) = (receiver_org_id IS NULL))),
    CONSTRAINT transfer_line_check1 CHECK (((receiver_org_id IS NULL) = (receiver_name IS NULL))),
    CONSTRAINT transfer_line_check2 CHECK (((state <> 'accepted'::text) OR ((answered IS NOT NULL) AND (NOT declined)))),
    CONSTRAINT transfer_line_check3 CHECK (((NOT declined) OR ((state = ANY (ARRAY['orphaned'::text, 'retired'::text])) AND (answered IS NOT NULL)))),
    CONSTRAINT transfer_line_state_check CHECK ((state = ANY (ARRAY['orphaned'::text, 'offered'::text, 'accepted'::text, 'retired'::text])))
);

--
-- Name: translated_field; Type: TABLE; Schema: catalog; Owner: -
--

CREATE TABLE catalog.translated_field (
    entry_id uuid NOT NULL,
    language text NOT NULL,
    field text NOT NULL,
    state text NOT NULL,
    text text NOT NULL,
    source_zh text NOT NULL,
    authors text[] NOT NULL,
    written jsonb NOT NULL,
    reviewed jsonb,
    returned jsonb,
    shown jsonb,
    CONSTRAINT translated_field_authors_check CHECK ((cardinality(authors) > 0)),
    CONSTRAINT translated_field_check CHECK (((state = 'reviewed'::text) = (reviewed IS NOT NULL))),
    CONSTRAINT translated_field_check1 CHECK (((reviewed IS NULL) OR ((reviewed ->> 'by'::text) <> ALL (authors)))),
    CONSTRAINT translated_field_check2 CHECK (((returned IS NULL) OR (state = 'draft'::text))),
    CONSTRAINT translated_field_check3 CHECK (((shown IS NULL) OR (state <> 'reviewed'::text))),
    CONSTRAINT translated_field_field_check CHECK ((field ~ '^(name|abstract|useConditions|denialReason|conditions/\d{1,2}|items/\d{1,3}/(name|meaning|denial))$'::text)),
    CONSTRAINT translated_field_source_zh_check CHECK ((source_zh <> ''::text)),
    CONSTRAINT translated_field_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'translated'::text, 'reviewed'::text, 'stale'::text]))),
    CONSTRAINT translated_field_text_check CHECK ((text <> ''::text))
);

--
-- Name: translation; Type: TABLE; Schema: catalog; Owner: -
--

CREATE TABLE catalog.translation (
    entry_id uuid NOT NULL,
    language text NOT NULL,
    revision integer NOT NULL,
    missing integer NOT NULL,
    draft integer NOT NULL,
    translated integer NOT NULL,
    reviewed integer NOT NULL,
    stale integer NOT NULL,
    state text NOT NULL,
    CONSTRAINT translation_check CHECK ((state =
CASE
    WHEN (stale > 0) THEN 'stale'::text
    WHEN (((draft + translated) + reviewed) = 0) THEN 'missing'::text
    WHEN ((missing + draft) > 0) THEN 'draft'::text
    WHEN (translated > 0) THEN 'translated'::text
    ELSE 'reviewed'::text
END)),
    CONSTRAINT translation_draft_check CHECK ((draft >= 0)),
    CONSTRAINT translation_language_check CHECK ((language = ANY (ARRAY['ug'::text, 'en'::text]))),
    CONSTRAINT translation_missing_check CHECK ((missing >= 0)),
    CONSTRAINT translation_reviewed_check CHECK ((reviewed >= 0)),
    CONSTRAINT translation_revision_check CHECK ((revision > 0)),
    CONSTRAINT translation_stale_check CHECK ((stale >= 0)),
    CONSTRAINT translation_translated_check CHECK ((translated >= 0))
);

--
-- Name: used_by; Type: TABLE; Schema: catalog; Owner: -
--

CREATE TABLE catalog.used_by (
    use_id uuid NOT NULL,
    entry_id uuid NOT NULL,
    revision_no integer NOT NULL,
    organisation_id uuid NOT NULL,
    organisation_name text NOT NULL,
    system_name text,
    since date NOT NULL,
    ended_on date,
    CONSTRAINT used_by_check CHECK ((ended_on >= since))
);

--
-- Name: watched_entry; Type: TABLE; Schema: catalog; Owner: -
--

CREATE TABLE catalog.watched_entry (
    person_id uuid NOT NULL,
    entry_id uuid NOT NULL,
    since timestamp with time zone NOT NULL
);

--
-- Name: webhook; Type: TABLE; Schema: catalog; Owner: -
--

CREATE TABLE catalog.webhook (
    id uuid NOT NULL,
    org_id uuid NOT NULL,
    revision integer NOT NULL,
    name text NOT NULL,
    url text NOT NULL,
    state text NOT NULL,
    sealed_secret bytea,
    "position" bigint NOT NULL,
    failures integer DEFAULT 0 NOT NULL,
    next_attempt_at timestamp with time zone NOT NULL,
    held_until timestamp with time zone,
    registered_by uuid NOT NULL,
    registered_at timestamp with time zone NOT NULL,
    former_secret bytea,
    former_until timestamp with time zone,
    former_told boolean DEFAULT false NOT NULL,
    CONSTRAINT webhook_check CHECK (((sealed_secret IS NULL) = (state = 'removed'::text))),
    CONSTRAINT webhook_check1 CHECK (((former_secret IS NULL) = (former_until IS NULL))),
    CONSTRAINT webhook_check2 CHECK (((former_secret IS NULL) OR (state <> 'removed'::text))),
    CONSTRAINT webhook_check3 CHECK (((former_secret IS NOT NULL) OR (NOT former_told))),
    CONSTRAINT webhook_failures_check CHECK ((failures >= 0)),
    CONSTRAINT webhook_position_check CHECK (("position" >= 0)),
    CONSTRAINT webhook_revision_check CHECK ((revision > 0)),
    CONSTRAINT webhook_state_check CHECK ((state = ANY (ARRAY['untested'::text, 'tested'::text, 'enabled'::text, 'stopped'::text, 'removed'::text])))
);

--
-- Name: webhook_attempt; Type: TABLE; Schema: catalog; Owner: -
--

CREATE TABLE catalog.webhook_attempt (
    id uuid NOT NULL,
    webhook_id uuid NOT NULL,
    kind text NOT NULL,
    event_id uuid NOT NULL,
    "position" bigint,
    change text,
    entry_id uuid,
    at timestamp with time zone NOT NULL,
    duration_ms integer NOT NULL,
    outcome text NOT NULL,
    status integer,
    answer_bytes integer,
    CONSTRAINT webhook_attempt_check CHECK ((("position" IS NULL) = (kind = 'test'::text))),
    CONSTRAINT webhook_attempt_kind_check CHECK ((kind = ANY (ARRAY['test'::text, 'delivery'::text, 'replay'::text]))),
    CONSTRAINT webhook_attempt_outcome_check CHECK ((outcome = ANY (ARRAY['delivered'::text, 'status'::text, 'redirect'::text, 'unreachable'::text, 'too-slow'::text, 'closed-address'::text])))
);

--
-- Name: evidence_file; Type: TABLE; Schema: correction; Owner: -
--

CREATE TABLE correction.evidence_file (
    id uuid NOT NULL,
    request_id uuid NOT NULL,
    file_name text NOT NULL,
    media_type text NOT NULL,
    bytes integer NOT NULL,
    reference text NOT NULL,
    attached_by text NOT NULL,
    attached_at timestamp with time zone NOT NULL,
    sealed_key bytea
);

--
-- Name: number_counter; Type: TABLE; Schema: correction; Owner: -
--

CREATE TABLE correction.number_counter (
    prefix text NOT NULL,
    day date NOT NULL,
    last integer NOT NULL
);

--
-- Name: request; Type: TABLE; Schema: correction; Owner: -
--

CREATE TABLE correction.request (
    id uuid NOT NULL,
    no text,
    revision integer NOT NULL,
    state text NOT NULL,
    entry_id uuid NOT NULL,
    requester_org_id uuid NOT NULL,
    requester_region_code text NOT NULL,
    authority_region_code text NOT NULL,
    provider_org_id uuid NOT NULL,
    provider_region_code text NOT NULL,
    provider_by text NOT NULL,
    asked_org_ids uuid[] NOT NULL,
    ground jsonb NOT NULL,
    content jsonb NOT NULL,
    item_names text[] NOT NULL,
    item_nos integer[] NOT NULL,
    particulars bytea,
    proposal jsonb,
    reply jsonb,
    objection jsonb,
    decision jsonb,
    ordered boolean DEFAULT false NOT NULL,
    rule_set_id text,
    started_by text NOT NULL,
    filed_by text,
    proposed_by text,
    signed_by text,
    created_at timestamp with time zone NOT NULL,
    filed_at timestamp with time zone,
    answered_at timestamp with time zone,
    ended_at timestamp with time zone,
    due_at timestamp with time zone,
    requester_ended boolean DEFAULT false NOT NULL,
    CONSTRAINT request_answered CHECK (((state <> ALL (ARRAY['answered'::text, 'disputed'::text, 'confirmed'::text, 'upheld'::text])) OR ((reply IS NOT NULL) AND (answered_at IS NOT NULL) AND (signed_by IS NOT NULL)))),
    CONSTRAINT request_asked CHECK ((provider_org_id = ANY (asked_org_ids))),
    CONSTRAINT request_disputed CHECK (((state <> ALL (ARRAY['disputed'::text, 'upheld'::text])) OR (objection IS NOT NULL))),
    CONSTRAINT request_due CHECK (((due_at IS NULL) OR (state <> ALL (ARRAY['draft'::text, 'confirmed'::text, 'upheld'::text, 'withdrawn'::text])))),
    CONSTRAINT request_ended CHECK (((state = ANY (ARRAY['confirmed'::text, 'upheld'::text, 'withdrawn'::text])) = (ended_at IS NOT NULL))),
    CONSTRAINT request_erased CHECK (((state <> ALL (ARRAY['confirmed'::text, 'withdrawn'::text])) OR (particulars IS NULL))),
    CONSTRAINT request_filed CHECK (((state = ANY (ARRAY['draft'::text, 'withdrawn'::text])) OR ((no IS NOT NULL) AND (filed_at IS NOT NULL) AND (filed_by IS NOT NULL) AND (rule_set_id IS NOT NULL) AND (cardinality(item_nos) > 0)))),
    CONSTRAINT request_four_eyes CHECK (((signed_by IS NULL) OR ((proposed_by IS NOT NULL) AND (signed_by <> proposed_by)))),
    CONSTRAINT request_items CHECK ((cardinality(item_nos) = cardinality(item_names))),
    CONSTRAINT request_ordered CHECK (((NOT ordered) OR (decision IS NOT NULL))),
    CONSTRAINT request_proposed CHECK (((state <> 'awaiting-signature'::text) OR ((proposal IS NOT NULL) AND (proposed_by IS NOT NULL)))),
    CONSTRAINT request_provider_by_check CHECK ((provider_by = ANY (ARRAY['entry'::text, 'redirect'::text, 'authority'::text]))),
    CONSTRAINT request_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'filed'::text, 'verifying'::text, 'awaiting-signature'::text, 'answered'::text, 'disputed'::text, 'at-authority'::text, 'confirmed'::text, 'upheld'::text, 'withdrawn'::text]))),
    CONSTRAINT request_two_sides CHECK ((provider_org_id <> requester_org_id)),
    CONSTRAINT request_upheld CHECK (((state <> 'upheld'::text) OR (decision IS NOT NULL)))
);

--
-- Name: signed_answer; Type: TABLE; Schema: correction; Owner: -
--

CREATE TABLE correction.signed_answer (
    request_id uuid NOT NULL,
    no integer NOT NULL,
    answer jsonb NOT NULL,
    organisation_id uuid NOT NULL,
    organisation_name text NOT NULL,
    opinion text NOT NULL,
    digest text,
    proposed_by text NOT NULL,
    signed_by text NOT NULL,
    signed_at timestamp with time zone NOT NULL,
    CONSTRAINT signed_answer_four_eyes CHECK ((proposed_by <> signed_by)),
    CONSTRAINT signed_answer_no_check CHECK ((no >= 1))
);

--
-- Name: step; Type: TABLE; Schema: correction; Owner: -
--

CREATE TABLE correction.step (
    sequence bigint NOT NULL,
    request_id uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    action text NOT NULL,
    organisation_id uuid,
    role text NOT NULL,
    opinion text
);

--
-- Name: step_sequence_seq; Type: SEQUENCE; Schema: correction; Owner: -
--

ALTER TABLE correction.step ALTER COLUMN sequence ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME correction.step_sequence_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: begun_case; Type: TABLE; Schema: desk; Owner: -
--

CREATE TABLE desk.begun_case (
    id uuid NOT NULL,
    subject_module text NOT NULL,
    subject_kind text NOT NULL,
    subject_id text NOT NULL,
    started_by text NOT NULL,
    org_id text NOT NULL,
    power text NOT NULL,
    title_key text NOT NULL,
    title_params jsonb NOT NULL,
    link text NOT NULL,
    state_key text NOT NULL,
    due_at timestamp with time zone,
    started_at timestamp with time zone NOT NULL,
    moved_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    named text GENERATED ALWAYS AS (translate((jsonb_path_query_array(title_params, '$.*'::jsonpath))::text, '"[]\'::text, ''::text)) STORED NOT NULL,
    CONSTRAINT begun_case_check CHECK (((ended_at IS NULL) OR (due_at IS NULL)))
);

--
-- Name: delegation; Type: TABLE; Schema: desk; Owner: -
--

CREATE TABLE desk.delegation (
    id uuid NOT NULL,
    no text NOT NULL,
    kind text NOT NULL,
    state text NOT NULL,
    org_id text NOT NULL,
    person_id text NOT NULL,
    delegate_id text NOT NULL,
    signs boolean NOT NULL,
    deeds text[] NOT NULL,
    rule_set_id text NOT NULL,
    rule_set_version integer NOT NULL,
    first_day text NOT NULL,
    last_day text,
    reason text NOT NULL,
    given_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    ended_by text,
    CONSTRAINT delegation_check CHECK ((person_id <> delegate_id)),
    CONSTRAINT delegation_check1 CHECK (((last_day IS NULL) OR (last_day >= first_day))),
    CONSTRAINT delegation_check2 CHECK (((last_day IS NULL) = (kind = 'deputy'::text))),
    CONSTRAINT delegation_check3 CHECK (((NOT signs) OR (kind = 'absence'::text))),
    CONSTRAINT delegation_check4 CHECK (((ended_at IS NOT NULL) = (state = 'revoked'::text))),
    CONSTRAINT delegation_check5 CHECK (((ended_by IS NOT NULL) = (state = 'revoked'::text))),
    CONSTRAINT delegation_deeds_check CHECK ((cardinality(deeds) > 0)),
    CONSTRAINT delegation_first_day_check CHECK ((first_day ~ '^\d{4}-\d{2}-\d{2}$'::text)),
    CONSTRAINT delegation_kind_check CHECK ((kind = ANY (ARRAY['deputy'::text, 'absence'::text]))),
    CONSTRAINT delegation_last_day_check CHECK ((last_day ~ '^\d{4}-\d{2}-\d{2}$'::text)),
    CONSTRAINT delegation_reason_check CHECK ((reason <> ''::text)),
    CONSTRAINT delegation_state_check CHECK ((state = ANY (ARRAY['given'::text, 'revoked'::text])))
);

--
-- Name: delegation_no; Type: SEQUENCE; Schema: desk; Owner: -
--

CREATE SEQUENCE desk.delegation_no
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

--
-- Name: digest; Type: TABLE; Schema: desk; Owner: -
--

CREATE TABLE desk.digest (
    person_id text NOT NULL,
    on_day date NOT NULL,
    mail_id uuid
);

--
-- Name: digest_line; Type: TABLE; Schema: desk; Owner: -
--

CREATE TABLE desk.digest_line (
    notice_id uuid NOT NULL,
    person_id text NOT NULL
);

--
-- Name: handover; Type: TABLE; Schema: desk; Owner: -
--

CREATE TABLE desk.handover (
    id uuid NOT NULL,
    no text NOT NULL,
    org_id text NOT NULL,
    from_id text NOT NULL,
    to_id text NOT NULL,
    by_id text NOT NULL,
    reason text NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT handover_check CHECK ((from_id <> to_id)),
    CONSTRAINT handover_reason_check CHECK ((reason <> ''::text))
);

--
-- Name: handover_line; Type: TABLE; Schema: desk; Owner: -
--

CREATE TABLE desk.handover_line (
    handover_id uuid NOT NULL,
    "position" integer NOT NULL,
    kind text NOT NULL,
    object_id uuid NOT NULL,
    title_key text NOT NULL,
    title_params jsonb NOT NULL,
    link text NOT NULL,
    outcome text NOT NULL,
    because_code text,
    because_params jsonb,
    CONSTRAINT handover_line_check CHECK (((because_code IS NULL) = (because_params IS NULL))),
    CONSTRAINT handover_line_check1 CHECK (((because_code IS NULL) OR (outcome = 'left'::text))),
    CONSTRAINT handover_line_outcome_check CHECK ((outcome = ANY (ARRAY['handed'::text, 'ended'::text, 'left'::text]))),
    CONSTRAINT handover_line_position_check CHECK (("position" > 0))
);

--
-- Name: handover_no; Type: SEQUENCE; Schema: desk; Owner: -
--

CREATE SEQUENCE desk.handover_no
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

--
-- Name: mail; Type: TABLE; Schema: desk; Owner: -
--

CREATE TABLE desk.mail (
    id uuid NOT NULL,
    kind text NOT NULL,
    person_id text NOT NULL,
    state text NOT NULL,
    attempts integer NOT NULL,
    next_attempt_at timestamp with time zone,
    held_until timestamp with time zone,
    placed_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    CONSTRAINT mail_check CHECK (((next_attempt_at IS NOT NULL) = (state = 'waiting'::text))),
    CONSTRAINT mail_check1 CHECK (((ended_at IS NULL) = (state = 'waiting'::text))),
    CONSTRAINT mail_check2 CHECK (((held_until IS NULL) OR (state = 'waiting'::text))),
    CONSTRAINT mail_kind_check CHECK ((kind = ANY (ARRAY['notice'::text, 'code'::text, 'digest'::text]))),
    CONSTRAINT mail_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'sent'::text, 'refused'::text, 'expired'::text, 'dropped'::text])))
);

--
-- Name: mail_attempt; Type: TABLE; Schema: desk; Owner: -
--

CREATE TABLE desk.mail_attempt (
    id uuid NOT NULL,
    mail_id uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    outcome text NOT NULL,
    reply_code integer,
    trouble text,
    duration_ms integer NOT NULL,
    CONSTRAINT mail_attempt_outcome_check CHECK ((outcome = ANY (ARRAY['accepted'::text, 'deferred'::text, 'refused'::text, 'server-trouble'::text]))),
    CONSTRAINT mail_attempt_reply_code_check CHECK (((reply_code >= 200) AND (reply_code <= 599)))
);

--
-- Name: mail_choice; Type: TABLE; Schema: desk; Owner: -
--

CREATE TABLE desk.mail_choice (
    person_id text NOT NULL,
    notice_group text NOT NULL,
    pace text NOT NULL,
    chosen_at timestamp with time zone NOT NULL,
    CONSTRAINT mail_choice_pace_check CHECK ((pace = ANY (ARRAY['at-once'::text, 'daily'::text, 'never'::text])))
);

--
-- Name: mail_line; Type: TABLE; Schema: desk; Owner: -
--

CREATE TABLE desk.mail_line (
    notice_id uuid NOT NULL,
    person_id text NOT NULL,
    mail_id uuid NOT NULL
);

--
-- Name: mailbox; Type: TABLE; Schema: desk; Owner: -
--

CREATE TABLE desk.mailbox (
    person_id text NOT NULL,
    state text NOT NULL,
    language text NOT NULL,
    sealed_address bytea,
    sealed_pending bytea,
    sealed_code bytea,
    code_expires_at timestamp with time zone,
    code_tries integer NOT NULL,
    codes_on date,
    codes_count integer NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    CONSTRAINT mailbox_check CHECK (((sealed_address IS NOT NULL) = (state = ANY (ARRAY['confirmed'::text, 'changing'::text])))),
    CONSTRAINT mailbox_check1 CHECK (((sealed_pending IS NOT NULL) = (state = ANY (ARRAY['pending'::text, 'changing'::text])))),
    CONSTRAINT mailbox_check2 CHECK (((sealed_code IS NOT NULL) = (state = ANY (ARRAY['pending'::text, 'changing'::text])))),
    CONSTRAINT mailbox_check3 CHECK (((code_expires_at IS NOT NULL) = (state = ANY (ARRAY['pending'::text, 'changing'::text])))),
    CONSTRAINT mailbox_language_check CHECK ((language = ANY (ARRAY['zh'::text, 'ug'::text, 'en'::text]))),
    CONSTRAINT mailbox_state_check CHECK ((state = ANY (ARRAY['none'::text, 'pending'::text, 'confirmed'::text, 'changing'::text, 'refused'::text])))
);

--
-- Name: notice; Type: TABLE; Schema: desk; Owner: -
--

CREATE TABLE desk.notice (
    id uuid NOT NULL,
    key text NOT NULL,
    for_kind text NOT NULL,
    person_id text,
    org_id text,
    region_code text,
    power text,
    except_org_ids text[] DEFAULT '{}'::text[] NOT NULL,
    subject_module text NOT NULL,
    subject_kind text NOT NULL,
    subject_id text NOT NULL,
    title_key text NOT NULL,
    title_params jsonb NOT NULL,
    about_key text,
    about_params jsonb,
    link text NOT NULL,
    given_at timestamp with time zone NOT NULL,
    mail_placed boolean DEFAULT false NOT NULL,
    division_id text,
    copy boolean NOT NULL,
    named text GENERATED ALWAYS AS (translate((jsonb_path_query_array(title_params, '$.*'::jsonpath))::text, '"[]\'::text, ''::text)) STORED NOT NULL,
    CONSTRAINT notice_check CHECK (((about_key IS NULL) = (about_params IS NULL))),
    CONSTRAINT notice_check1 CHECK (((person_id IS NOT NULL) = (for_kind = 'person'::text))),
    CONSTRAINT notice_check3 CHECK (((region_code IS NOT NULL) = (for_kind = 'region'::text))),
    CONSTRAINT notice_check4 CHECK (((power IS NULL) = (for_kind = 'person'::text))),
    CONSTRAINT notice_for_division CHECK (((division_id IS NOT NULL) = (for_kind = 'division'::text))),
    CONSTRAINT notice_for_kind_check CHECK ((for_kind = ANY (ARRAY['person'::text, 'organisation'::text, 'division'::text, 'region'::text]))),
    CONSTRAINT notice_for_organisation CHECK (((org_id IS NOT NULL) = (for_kind = ANY (ARRAY['organisation'::text, 'division'::text]))))
);

--
-- Name: notice_read; Type: TABLE; Schema: desk; Owner: -
--

CREATE TABLE desk.notice_read (
    notice_id uuid NOT NULL,
    person_id text NOT NULL,
    read_at timestamp with time zone NOT NULL
);

--
-- Name: todo; Type: TABLE; Schema: desk; Owner: -
--

CREATE TABLE desk.todo (
    id uuid NOT NULL,
    key text NOT NULL,
    for_kind text NOT NULL,
    person_id text,
    org_id text,
    region_code text,
    power text,
    except_org_ids text[] DEFAULT '{}'::text[] NOT NULL,
    subject_module text NOT NULL,
    subject_kind text NOT NULL,
    subject_id text NOT NULL,
    title_key text NOT NULL,
    title_params jsonb NOT NULL,
    link text NOT NULL,
    due_at timestamp with time zone,
    warning text,
    opened_at timestamp with time zone NOT NULL,
    closed_at timestamp with time zone,
    closed_by text,
    held_by text,
    division_id text,
    named text GENERATED ALWAYS AS (translate((jsonb_path_query_array(title_params, '$.*'::jsonpath))::text, '"[]\'::text, ''::text)) STORED NOT NULL,
    CONSTRAINT todo_check CHECK (((person_id IS NOT NULL) = (for_kind = 'person'::text))),
    CONSTRAINT todo_check2 CHECK (((region_code IS NOT NULL) = (for_kind = 'region'::text))),
    CONSTRAINT todo_check3 CHECK (((power IS NULL) = (for_kind = 'person'::text))),
    CONSTRAINT todo_check4 CHECK (((closed_by IS NULL) OR (closed_at IS NOT NULL))),
    CONSTRAINT todo_for_division CHECK (((division_id IS NOT NULL) = (for_kind = 'division'::text))),
    CONSTRAINT todo_for_kind_check CHECK ((for_kind = ANY (ARRAY['person'::text, 'organisation'::text, 'division'::text, 'region'::text]))),
    CONSTRAINT todo_for_organisation CHECK (((org_id IS NOT NULL) = (for_kind = ANY (ARRAY['organisation'::text, 'division'::text])))),
    CONSTRAINT todo_warning_check CHECK ((warning = ANY (ARRAY['half'::text, 'soon'::text, 'overdue'::text])))
);

--
-- Name: quota_use; Type: TABLE; Schema: gateway; Owner: -
--

CREATE TABLE gateway.quota_use (
    grant_id text NOT NULL,
    period text NOT NULL,
    used bigint NOT NULL,
    CONSTRAINT quota_use_period_check CHECK (((period = 'total'::text) OR (period ~ '^\d{4}-\d{2}-\d{2}$'::text))),
    CONSTRAINT quota_use_used_check CHECK ((used >= 0))
);

--
-- Name: service; Type: TABLE; Schema: gateway; Owner: -
--

CREATE TABLE gateway.service (
    id uuid NOT NULL,
    code text NOT NULL,
    entry_id uuid NOT NULL,
    entry_code text NOT NULL,
    entry_name text NOT NULL,
    org_id uuid NOT NULL,
    system_id uuid NOT NULL,
    name text NOT NULL,
    state text NOT NULL,
    version integer NOT NULL,
    base_url text NOT NULL,
    timeout_ms integer NOT NULL,
    operations jsonb NOT NULL,
    document jsonb NOT NULL,
    document_digest text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    online_since timestamp with time zone,
    offline_reason text,
    CONSTRAINT service_check CHECK (((offline_reason IS NOT NULL) = (state = 'offline'::text))),
    CONSTRAINT service_code_check CHECK ((code ~ '^[a-z][a-z0-9-]{2,62}$'::text)),
    CONSTRAINT service_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'online'::text, 'offline'::text]))),
    CONSTRAINT service_timeout_ms_check CHECK (((timeout_ms >= 100) AND (timeout_ms <= 60000))),
    CONSTRAINT service_version_check CHECK ((version > 0))
);

--
-- Name: _private_job_queues; Type: TABLE; Schema: graphile_worker; Owner: -
--

CREATE TABLE graphile_worker._private_job_queues (
    id integer NOT NULL,
    queue_name text NOT NULL,
    locked_at timestamp with time zone,
    locked_by text,
    is_available boolean GENERATED ALWAYS AS ((locked_at IS NULL)) STORED NOT NULL,
    CONSTRAINT job_queues_queue_name_check CHECK ((length(queue_name) <= 128))
);

--
-- Name: _private_known_crontabs; Type: TABLE; Schema: graphile_worker; Owner: -
--

CREATE TABLE graphile_worker._private_known_crontabs (
    identifier text NOT NULL,
    known_since timestamp with time zone NOT NULL,
    last_execution timestamp with time zone
);

--
-- Name: _private_tasks; Type: TABLE; Schema: graphile_worker; Owner: -
--

CREATE TABLE graphile_worker._private_tasks (
    id integer NOT NULL,
    identifier text NOT NULL,
    CONSTRAINT tasks_identifier_check CHECK ((length(identifier) <= 128))
);

--
-- Name: job_queues_id_seq; Type: SEQUENCE; Schema: graphile_worker; Owner: -
--

ALTER TABLE graphile_worker._private_job_queues ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME graphile_worker.job_queues_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: jobs; Type: VIEW; Schema: graphile_worker; Owner: -
--

CREATE VIEW graphile_worker.jobs AS
 SELECT jobs.id,
    job_queues.queue_name,
    tasks.identifier AS task_identifier,
    jobs.priority,
    jobs.run_at,
    jobs.attempts,
    jobs.max_attempts,
    jobs.last_error,
    jobs.created_at,
    jobs.updated_at,
    jobs.key,
    jobs.locked_at,
    jobs.locked_by,
    jobs.revision,
    jobs.flags
   FROM ((graphile_worker._private_jobs jobs
     JOIN graphile_worker._private_tasks tasks ON ((tasks.id = jobs.task_id)))
     LEFT JOIN graphile_worker._private_job_queues job_queues ON ((job_queues.id = jobs.job_queue_id)));

--
-- Name: jobs_id_seq1; Type: SEQUENCE; Schema: graphile_worker; Owner: -
--

ALTER TABLE graphile_worker._private_jobs ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME graphile_worker.jobs_id_seq1
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: migrations; Type: TABLE; Schema: graphile_worker; Owner: -
--

CREATE TABLE graphile_worker.migrations (
    id integer NOT NULL,
    ts timestamp with time zone DEFAULT now() NOT NULL,
    breaking boolean DEFAULT false NOT NULL
);

--
-- Name: tasks_id_seq; Type: SEQUENCE; Schema: graphile_worker; Owner: -
--

ALTER TABLE graphile_worker._private_tasks ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME graphile_worker.tasks_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: authority_member; Type: TABLE; Schema: identity; Owner: -
--

CREATE TABLE identity.authority_member (
    region_code text NOT NULL,
    org_id uuid NOT NULL,
    lead boolean NOT NULL,
    powers text[] NOT NULL,
    CONSTRAINT authority_member_powers_check CHECK ((cardinality(powers) > 0))
);

--
-- Name: business_system; Type: TABLE; Schema: identity; Owner: -
--

CREATE TABLE identity.business_system (
    id uuid NOT NULL,
    org_id uuid NOT NULL,
    name text NOT NULL,
    division_id uuid,
    builder text NOT NULL,
    operator text NOT NULL,
    network_zone text NOT NULL,
    protection_level integer NOT NULL,
    joined_on date,
    purpose text NOT NULL,
    state text NOT NULL,
    version integer NOT NULL,
    registered_at timestamp with time zone NOT NULL,
    CONSTRAINT business_system_protection_level_check CHECK (((protection_level >= 1) AND (protection_level <= 5))),
    CONSTRAINT business_system_state_check CHECK ((state = ANY (ARRAY['running'::text, 'retired'::text])))
);

--
-- Name: demo_account; Type: TABLE; Schema: identity; Owner: -
--

CREATE TABLE identity.demo_account (
    person_id uuid NOT NULL,
    password bytea NOT NULL
);

--
-- Name: division; Type: TABLE; Schema: identity; Owner: -
--

CREATE TABLE identity.division (
    id uuid NOT NULL,
    org_id uuid NOT NULL,
    name text NOT NULL
);

--
-- Name: document; Type: TABLE; Schema: identity; Owner: -
--

CREATE TABLE identity.document (
    id uuid NOT NULL,
    org_id uuid NOT NULL,
    kind text NOT NULL,
    title text NOT NULL,
    document_number text NOT NULL,
    issued_on date NOT NULL,
    file_name text NOT NULL,
    media_type text NOT NULL,
    bytes integer NOT NULL,
    sha256 text NOT NULL,
    filed_by text NOT NULL,
    filed_at timestamp with time zone NOT NULL
);

--
-- Name: former_name; Type: TABLE; Schema: identity; Owner: -
--

CREATE TABLE identity.former_name (
    org_id uuid NOT NULL,
    name text NOT NULL
);

--
-- Name: former_password; Type: TABLE; Schema: identity; Owner: -
--

CREATE TABLE identity.former_password (
    person_id uuid NOT NULL,
    hash text NOT NULL,
    replaced_at timestamp with time zone NOT NULL
);

--
-- Name: machine_client; Type: TABLE; Schema: identity; Owner: -
--

CREATE TABLE identity.machine_client (
    id uuid NOT NULL,
    org_id uuid NOT NULL,
    system_id uuid NOT NULL,
    name text NOT NULL,
    state text NOT NULL,
    public_jwk jsonb NOT NULL,
    key_id text NOT NULL,
    algorithm text NOT NULL,
    key_since timestamp with time zone NOT NULL,
    registered_at timestamp with time zone NOT NULL,
    CONSTRAINT machine_client_algorithm_check CHECK ((algorithm = ANY (ARRAY['ES256'::text, 'EdDSA'::text]))),
    CONSTRAINT machine_client_state_check CHECK ((state = ANY (ARRAY['active'::text, 'disabled'::text])))
);

--
-- Name: organisation; Type: TABLE; Schema: identity; Owner: -
--

CREATE TABLE identity.organisation (
    id uuid NOT NULL,
    uscc text,
    name text NOT NULL,
    short_name text NOT NULL,
    type text NOT NULL,
    region_code text NOT NULL,
    parent_id uuid,
    sample boolean DEFAULT false NOT NULL,
    sharing_office_name text,
    sharing_office_head_id uuid,
    created_at timestamp with time zone NOT NULL,
    dissolved_on date,
    dissolution_document text,
    successor_id uuid,
    name_ug text,
    name_en text,
    name_ug_reviewed boolean DEFAULT false NOT NULL,
    CONSTRAINT organisation_check CHECK ((sample OR (uscc IS NOT NULL))),
    CONSTRAINT organisation_check1 CHECK (((dissolved_on IS NULL) = (dissolution_document IS NULL))),
    CONSTRAINT organisation_check2 CHECK (((successor_id IS NULL) OR ((dissolved_on IS NOT NULL) AND (successor_id <> id)))),
    CONSTRAINT organisation_check3 CHECK (((name_ug IS NOT NULL) OR (NOT name_ug_reviewed))),
    CONSTRAINT organisation_name_en_check CHECK ((name_en <> ''::text)),
    CONSTRAINT organisation_name_ug_check CHECK ((name_ug <> ''::text)),
    CONSTRAINT organisation_type_check CHECK ((type = ANY (ARRAY['government'::text, 'institution'::text, 'mass-organisation'::text, 'enterprise'::text, 'other'::text]))),
    CONSTRAINT organisation_uscc_check CHECK ((uscc ~ '^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$'::text))
);

--
-- Name: person; Type: TABLE; Schema: identity; Owner: -
--

CREATE TABLE identity.person (
    id uuid NOT NULL,
    account text NOT NULL,
    title text NOT NULL,
    home_org_id uuid NOT NULL,
    state text NOT NULL,
    password_hash text NOT NULL,
    password_changed_at timestamp with time zone NOT NULL,
    password_must_change boolean NOT NULL,
    second_factor bytea,
    second_factor_confirmed boolean DEFAULT false NOT NULL,
    second_factor_step bigint,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT person_state_check CHECK ((state = ANY (ARRAY['active'::text, 'disabled'::text])))
);

--
-- Name: post; Type: TABLE; Schema: identity; Owner: -
--

CREATE TABLE identity.post (
    id uuid NOT NULL,
    person_id uuid NOT NULL,
    org_id uuid NOT NULL,
    role text NOT NULL,
    division_id uuid,
    state text NOT NULL,
    ends_on date,
    proposed_by text NOT NULL,
    proposed_at timestamp with time zone NOT NULL,
    decided_by text,
    decided_at timestamp with time zone,
    ended_at timestamp with time zone,
    CONSTRAINT post_state_check CHECK ((state = ANY (ARRAY['proposed'::text, 'confirmed'::text, 'rejected'::text, 'ended'::text])))
);

--
-- Name: region; Type: TABLE; Schema: identity; Owner: -
--

CREATE TABLE identity.region (
    code text NOT NULL,
    name text NOT NULL,
    parent_code text,
    level text NOT NULL,
    sample boolean DEFAULT false NOT NULL,
    name_ug text,
    name_en text,
    CONSTRAINT region_code_check CHECK ((code ~ '^\d{6}(\d{3})?$'::text)),
    CONSTRAINT region_level_check CHECK ((level = ANY (ARRAY['region'::text, 'city'::text, 'county'::text, 'town'::text]))),
    CONSTRAINT region_name_en_check CHECK ((name_en <> ''::text)),
    CONSTRAINT region_name_ug_check CHECK ((name_ug <> ''::text))
);

--
-- Name: session; Type: TABLE; Schema: identity; Owner: -
--

CREATE TABLE identity.session (
    id uuid NOT NULL,
    token_hash bytea NOT NULL,
    person_id uuid NOT NULL,
    stage text NOT NULL,
    acting_post_id uuid,
    began_at timestamp with time zone NOT NULL,
    seen_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    delegation_id uuid,
    CONSTRAINT session_stage_check CHECK ((stage = ANY (ARRAY['second-factor'::text, 'enrol-second-factor'::text, 'change-password'::text, 'done'::text])))
);

--
-- Name: sign_in_attempt; Type: TABLE; Schema: identity; Owner: -
--

CREATE TABLE identity.sign_in_attempt (
    account text NOT NULL,
    failures integer NOT NULL,
    window_began_at timestamp with time zone NOT NULL,
    locked_until timestamp with time zone
);

--
-- Name: system_import; Type: TABLE; Schema: identity; Owner: -
--

CREATE TABLE identity.system_import (
    id uuid NOT NULL,
    org_id uuid NOT NULL,
    state text NOT NULL,
    file_name text NOT NULL,
    file_bytes integer NOT NULL,
    started_by text NOT NULL,
    started_at timestamp with time zone NOT NULL,
    applied_by text,
    applied_at timestamp with time zone,
    notes jsonb NOT NULL,
    columns jsonb NOT NULL,
    CONSTRAINT system_import_check CHECK (((state = 'applied'::text) = (applied_at IS NOT NULL))),
    CONSTRAINT system_import_check1 CHECK (((applied_by IS NULL) = (applied_at IS NULL))),
    CONSTRAINT system_import_state_check CHECK ((state = ANY (ARRAY['checked'::text, 'applied'::text])))
);

--
-- Name: system_import_row; Type: TABLE; Schema: identity; Owner: -
--

CREATE TABLE identity.system_import_row (
    import_id uuid NOT NULL,
    row_no integer NOT NULL,
    outcome text NOT NULL,
    stated jsonb NOT NULL,
    raw jsonb,
    changes jsonb NOT NULL,
    refusals jsonb NOT NULL,
    system_id uuid,
    system_version integer,
    CONSTRAINT system_import_row_check CHECK (((outcome <> 'error'::text) OR (jsonb_array_length(refusals) > 0))),
    CONSTRAINT system_import_row_check1 CHECK (((outcome <> ALL (ARRAY['changed'::text, 'unchanged'::text])) OR ((system_id IS NOT NULL) AND (system_version IS NOT NULL)))),
    CONSTRAINT system_import_row_check2 CHECK (((raw IS NULL) OR (outcome = 'error'::text))),
    CONSTRAINT system_import_row_outcome_check CHECK ((outcome = ANY (ARRAY['new'::text, 'changed'::text, 'unchanged'::text, 'error'::text]))),
    CONSTRAINT system_import_row_row_no_check CHECK ((row_no > 0))
);

--
-- Name: used_assertion; Type: TABLE; Schema: identity; Owner: -
--

CREATE TABLE identity.used_assertion (
    client_id uuid NOT NULL,
    jti text NOT NULL,
    expires_at timestamp with time zone NOT NULL
);

--
-- Name: article; Type: TABLE; Schema: law; Owner: -
--

CREATE TABLE law.article (
    id text NOT NULL,
    instrument_id text NOT NULL,
    number text NOT NULL,
    heading text,
    text text,
    extent text NOT NULL,
    state text DEFAULT 'in-force'::text NOT NULL,
    changed_on date,
    version integer NOT NULL,
    edited boolean DEFAULT false NOT NULL,
    CONSTRAINT article_check CHECK (((text IS NULL) = (extent = 'heading'::text))),
    CONSTRAINT article_check1 CHECK (((changed_on IS NULL) = (state = 'in-force'::text))),
    CONSTRAINT article_extent_check CHECK ((extent = ANY (ARRAY['full'::text, 'excerpt'::text, 'heading'::text]))),
    CONSTRAINT article_state_check CHECK ((state = ANY (ARRAY['in-force'::text, 'amended'::text, 'repealed'::text])))
);

--
-- Name: calendar; Type: TABLE; Schema: law; Owner: -
--

CREATE TABLE law.calendar (
    id text NOT NULL,
    parent_id text,
    name text NOT NULL,
    region_prefix text NOT NULL,
    zone text NOT NULL,
    notice_title text NOT NULL,
    CONSTRAINT calendar_check CHECK ((parent_id IS DISTINCT FROM id))
);

--
-- Name: calendar_day; Type: TABLE; Schema: law; Owner: -
--

CREATE TABLE law.calendar_day (
    calendar_id text NOT NULL,
    on_day date NOT NULL,
    notice_year integer NOT NULL,
    workday boolean NOT NULL,
    name text NOT NULL
);

--
-- Name: calendar_year; Type: TABLE; Schema: law; Owner: -
--

CREATE TABLE law.calendar_year (
    calendar_id text NOT NULL,
    year integer NOT NULL,
    notice_title text NOT NULL,
    notice_number text,
    notice_address text,
    version integer NOT NULL,
    edited boolean DEFAULT false NOT NULL,
    loaded_at timestamp with time zone NOT NULL,
    CONSTRAINT calendar_year_year_check CHECK (((year >= 2000) AND (year <= 2100)))
);

--
-- Name: citation; Type: TABLE; Schema: law; Owner: -
--

CREATE TABLE law.citation (
    by_module text NOT NULL,
    by_kind text NOT NULL,
    by_id text NOT NULL,
    article_id text NOT NULL,
    cited_at timestamp with time zone NOT NULL
);

--
-- Name: clock; Type: TABLE; Schema: law; Owner: -
--

CREATE TABLE law.clock (
    id uuid NOT NULL,
    case_kind text NOT NULL,
    case_id text NOT NULL,
    rule_key text NOT NULL,
    rule_set_id text NOT NULL,
    rule_set_version integer NOT NULL,
    frozen_limit jsonb NOT NULL,
    duty_org_id text NOT NULL,
    region_code text NOT NULL,
    calendar_id text NOT NULL,
    zone text NOT NULL,
    state text NOT NULL,
    started_at timestamp with time zone NOT NULL,
    leg integer NOT NULL,
    leg_start_on date NOT NULL,
    leg_working_days integer NOT NULL,
    due_on date NOT NULL,
    due_at timestamp with time zone NOT NULL,
    provisional jsonb NOT NULL,
    stops jsonb NOT NULL,
    extension jsonb,
    left_working_days integer,
    ended_at timestamp with time zone,
    late_working_days integer,
    last_event_at timestamp with time zone NOT NULL,
    CONSTRAINT clock_check CHECK (((left_working_days IS NOT NULL) = (state = 'stopped'::text))),
    CONSTRAINT clock_check1 CHECK (((ended_at IS NOT NULL) = (state = ANY (ARRAY['met'::text, 'cancelled'::text])))),
    CONSTRAINT clock_check2 CHECK (((late_working_days IS NOT NULL) = (state = 'met'::text))),
    CONSTRAINT clock_leg_working_days_check CHECK ((leg_working_days > 0)),
    CONSTRAINT clock_state_check CHECK ((state = ANY (ARRAY['running'::text, 'stopped'::text, 'lapsed'::text, 'met'::text, 'cancelled'::text])))
);

--
-- Name: clock_warning; Type: TABLE; Schema: law; Owner: -
--

CREATE TABLE law.clock_warning (
    clock_id uuid NOT NULL,
    leg integer NOT NULL,
    rung text NOT NULL,
    given_at timestamp with time zone NOT NULL,
    CONSTRAINT clock_warning_rung_check CHECK ((rung = ANY (ARRAY['half'::text, 'soon'::text, 'overdue'::text])))
);

--
-- Name: instrument; Type: TABLE; Schema: law; Owner: -
--

CREATE TABLE law.instrument (
    id text NOT NULL,
    rank text NOT NULL,
    title text NOT NULL,
    document_number text,
    issuer text NOT NULL,
    in_force_from date,
    repealed_on date,
    verified text NOT NULL,
    version integer NOT NULL,
    edited boolean DEFAULT false NOT NULL,
    CONSTRAINT instrument_rank_check CHECK ((rank = ANY (ARRAY['law'::text, 'administrative-regulation'::text, 'state-council-decision'::text, 'state-council-document'::text, 'local-regulation'::text, 'rule'::text, 'normative-document'::text, 'standard'::text]))),
    CONSTRAINT instrument_verified_check CHECK ((verified = ANY (ARRAY['full'::text, 'part'::text, 'memory'::text])))
);

--
-- Name: rule_set; Type: TABLE; Schema: law; Owner: -
--

CREATE TABLE law.rule_set (
    id text NOT NULL,
    version integer NOT NULL,
    effective_from date NOT NULL,
    layer jsonb NOT NULL
);

--
-- Name: term; Type: VIEW; Schema: law_read; Owner: -
--

CREATE VIEW law_read.term AS
 SELECT clock.case_kind,
    clock.case_id,
    clock.rule_key,
        CASE
            WHEN ((clock.state = 'lapsed'::text) OR (clock.last_event_at >= clock.due_at)) THEN '-infinity'::timestamp with time zone
            ELSE clock.due_at
        END AS overdue_from
   FROM law.clock
  WHERE (clock.state = ANY (ARRAY['running'::text, 'lapsed'::text]));

--
-- Name: feed; Type: TABLE; Schema: platform; Owner: -
--

CREATE TABLE platform.feed (
    topic text NOT NULL,
    "position" bigint NOT NULL,
    kind text NOT NULL,
    key text NOT NULL,
    body jsonb
);

--
-- Name: feed_position; Type: TABLE; Schema: platform; Owner: -
--

CREATE TABLE platform.feed_position (
    topic text NOT NULL,
    "position" bigint NOT NULL
);

--
-- Name: idempotent_call; Type: TABLE; Schema: platform; Owner: -
--

CREATE TABLE platform.idempotent_call (
    caller text NOT NULL,
    route text NOT NULL,
    key text NOT NULL,
    body_hash text NOT NULL,
    status integer,
    answer json,
    etag text,
    made_at timestamp with time zone DEFAULT now() NOT NULL
);

--
-- Name: inbox; Type: TABLE; Schema: platform; Owner: -
--

CREATE TABLE platform.inbox (
    listener text NOT NULL,
    event_id uuid NOT NULL,
    heard_at timestamp with time zone DEFAULT now() NOT NULL
);

--
-- Name: lease; Type: TABLE; Schema: platform; Owner: -
--

CREATE TABLE platform.lease (
    process_id text NOT NULL,
    topic text NOT NULL,
    "position" bigint NOT NULL,
    expires_at timestamp with time zone NOT NULL
);

--
-- Name: outbox; Type: TABLE; Schema: platform; Owner: -
--

CREATE TABLE platform.outbox (
    sequence bigint NOT NULL,
    id uuid NOT NULL,
    name text NOT NULL,
    key text NOT NULL,
    body jsonb NOT NULL,
    stored_at timestamp with time zone DEFAULT now() NOT NULL
);

--
-- Name: outbox_sequence_seq; Type: SEQUENCE; Schema: platform; Owner: -
--

ALTER TABLE platform.outbox ALTER COLUMN sequence ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME platform.outbox_sequence_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: sealed_key; Type: TABLE; Schema: platform; Owner: -
--

CREATE TABLE platform.sealed_key (
    purpose text NOT NULL,
    key_id text NOT NULL,
    public_part text,
    sealed_private bytea NOT NULL,
    valid_from timestamp with time zone NOT NULL,
    valid_to timestamp with time zone
);

--
-- Name: migration; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.migration (
    name text NOT NULL,
    sha256 text NOT NULL,
    applied_at timestamp with time zone DEFAULT now() NOT NULL
);

--
-- Name: aggregation_answer; Type: TABLE; Schema: sharing; Owner: -
--

CREATE TABLE sharing.aggregation_answer (
    application_id uuid NOT NULL,
    about text NOT NULL,
    words text NOT NULL,
    answered_by text NOT NULL,
    answered_at timestamp with time zone NOT NULL,
    tripped jsonb NOT NULL,
    CONSTRAINT aggregation_answer_about_check CHECK ((about ~ '^[0-9a-f]{64}$'::text)),
    CONSTRAINT aggregation_answer_words_check CHECK ((words <> ''::text))
);

--
-- Name: aggregation_warning; Type: TABLE; Schema: sharing; Owner: -
--

CREATE TABLE sharing.aggregation_warning (
    requester_org_id uuid NOT NULL,
    about text NOT NULL,
    rules text[] NOT NULL,
    grant_ids uuid[] NOT NULL,
    warned_at timestamp with time zone NOT NULL,
    CONSTRAINT aggregation_warning_about_check CHECK ((about ~ '^[0-9a-f]{64}$'::text)),
    CONSTRAINT aggregation_warning_grant_ids_check CHECK ((cardinality(grant_ids) > 0)),
    CONSTRAINT aggregation_warning_rules_check CHECK ((cardinality(rules) > 0))
);

--
-- Name: agreement; Type: TABLE; Schema: sharing; Owner: -
--

CREATE TABLE sharing.agreement (
    id uuid NOT NULL,
    no text NOT NULL,
    application_id uuid NOT NULL,
    terms jsonb NOT NULL,
    digest text NOT NULL,
    requester_signature jsonb NOT NULL,
    provider_signature jsonb NOT NULL,
    made_at timestamp with time zone NOT NULL,
    CONSTRAINT agreement_digest_check CHECK ((digest ~ '^[0-9a-f]{64}$'::text))
);

--
-- Name: agreement_key_signature; Type: TABLE; Schema: sharing; Owner: -
--

CREATE TABLE sharing.agreement_key_signature (
    agreement_id uuid NOT NULL,
    side text NOT NULL,
    key_id uuid NOT NULL,
    signature text NOT NULL,
    signed_by text NOT NULL,
    signed_at timestamp with time zone NOT NULL,
    evidence_id uuid NOT NULL,
    CONSTRAINT agreement_key_signature_side_check CHECK ((side = ANY (ARRAY['requester'::text, 'provider'::text]))),
    CONSTRAINT agreement_key_signature_signature_check CHECK ((signature ~ '^[0-9a-f]{128}$'::text))
);

--
-- Name: application; Type: TABLE; Schema: sharing; Owner: -
--

CREATE TABLE sharing.application (
    id uuid NOT NULL,
    no text,
    revision integer NOT NULL,
    state text NOT NULL,
    entry_id uuid NOT NULL,
    entry_version text NOT NULL,
    entry_revision_no integer NOT NULL,
    requester_org_id uuid NOT NULL,
    provider_org_id uuid NOT NULL,
    provider_region_code text NOT NULL,
    requester_region_code text NOT NULL,
    authority_region_code text NOT NULL,
    content jsonb NOT NULL,
    proposal jsonb,
    reply jsonb,
    rule_set_id text,
    requester_signature jsonb,
    started_by text NOT NULL,
    submitted_by text,
    consented_out_by text,
    proposed_by text,
    signed_in_by text,
    returned jsonb,
    created_at timestamp with time zone NOT NULL,
    submitted_at timestamp with time zone,
    decided_at timestamp with time zone,
    earlier_hands text[] DEFAULT '{}'::text[] NOT NULL,
    renews_grant_id uuid,
    renews_version integer,
    provider_hands text[] DEFAULT '{}'::text[] NOT NULL,
    prepared_by text,
    stand_ins jsonb DEFAULT '[]'::jsonb NOT NULL,
    CONSTRAINT application_decided CHECK (((state = ANY (ARRAY['agreed'::text, 'partly-agreed'::text, 'refused'::text])) = (decided_at IS NOT NULL))),
    CONSTRAINT application_four_eyes_in CHECK (((signed_in_by IS NULL) OR (proposed_by IS NULL) OR (signed_in_by <> proposed_by))),
    CONSTRAINT application_four_eyes_out CHECK (((consented_out_by IS NULL) OR (consented_out_by <> submitted_by))),
    CONSTRAINT application_received CHECK (((state = ANY (ARRAY['draft'::text, 'awaiting-consent-out'::text, 'withdrawn'::text])) OR ((no IS NOT NULL) AND (submitted_at IS NOT NULL) AND (rule_set_id IS NOT NULL) AND (consented_out_by IS NOT NULL) AND (requester_signature IS NOT NULL)))),
    CONSTRAINT application_refusal_has_ground CHECK (((state <> 'refused'::text) OR ((reply ->> 'ground'::text) IS NOT NULL))),
    CONSTRAINT application_renewed CHECK (((renews_version IS NULL) OR ((renews_grant_id IS NOT NULL) AND (decided_at IS NOT NULL)))),
    CONSTRAINT application_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'awaiting-consent-out'::text, 'at-provider'::text, 'awaiting-consent-in'::text, 'supplement-asked'::text, 'awaiting-supplement-consent'::text, 'refusal-at-authority'::text, 'agreed'::text, 'partly-agreed'::text, 'refused'::text, 'withdrawn'::text]))),
    CONSTRAINT application_two_sides CHECK ((requester_org_id <> provider_org_id))
);

--
-- Name: application_event; Type: TABLE; Schema: sharing; Owner: -
--

CREATE TABLE sharing.application_event (
    sequence bigint NOT NULL,
    application_id uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    action text NOT NULL,
    organisation_id uuid,
    role text NOT NULL,
    opinion text,
    delegate jsonb
);

--
-- Name: application_event_sequence_seq; Type: SEQUENCE; Schema: sharing; Owner: -
--

ALTER TABLE sharing.application_event ALTER COLUMN sequence ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME sharing.application_event_sequence_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: assignment; Type: TABLE; Schema: sharing; Owner: -
--

CREATE TABLE sharing.assignment (
    id uuid NOT NULL,
    handling_id uuid NOT NULL,
    division_id uuid NOT NULL,
    division_name text NOT NULL,
    words text NOT NULL,
    due_on date NOT NULL,
    state text NOT NULL,
    assigned_by text NOT NULL,
    assigned_at timestamp with time zone NOT NULL,
    opened_by text,
    opened_at timestamp with time zone,
    result text,
    opinion text,
    items jsonb,
    reason text,
    ended_by text,
    ended_at timestamp with time zone,
    CONSTRAINT assignment_answered CHECK ((((state = 'answered'::text) = (result IS NOT NULL)) AND ((result IS NULL) = (opinion IS NULL)) AND ((result IS NULL) = (items IS NULL)))),
    CONSTRAINT assignment_division_name_check CHECK ((division_name <> ''::text)),
    CONSTRAINT assignment_ended CHECK ((((state = ANY (ARRAY['sent'::text, 'opened'::text])) = (ended_at IS NULL)) AND ((ended_at IS NOT NULL) OR (ended_by IS NULL)))),
    CONSTRAINT assignment_opened CHECK ((((opened_at IS NULL) = (opened_by IS NULL)) AND ((state <> ALL (ARRAY['opened'::text, 'answered'::text, 'returned'::text])) OR (opened_at IS NOT NULL)) AND ((state <> ALL (ARRAY['sent'::text, 'recalled'::text])) OR (opened_at IS NULL)))),
    CONSTRAINT assignment_opinion_check CHECK ((opinion <> ''::text)),
    CONSTRAINT assignment_reason_check CHECK ((reason <> ''::text)),
    CONSTRAINT assignment_reasoned CHECK (((state = ANY (ARRAY['returned'::text, 'passed-over'::text])) = (reason IS NOT NULL))),
    CONSTRAINT assignment_result_check CHECK ((result = ANY (ARRAY['agree'::text, 'partly'::text, 'refuse'::text]))),
    CONSTRAINT assignment_state_check CHECK ((state = ANY (ARRAY['sent'::text, 'opened'::text, 'answered'::text, 'returned'::text, 'recalled'::text, 'passed-over'::text, 'void'::text]))),
    CONSTRAINT assignment_words_check CHECK ((words <> ''::text))
);

--
-- Name: demand; Type: TABLE; Schema: sharing; Owner: -
--

CREATE TABLE sharing.demand (
    id uuid NOT NULL,
    no text,
    revision integer NOT NULL,
    state text NOT NULL,
    requester_org_id uuid NOT NULL,
    requester_region_code text NOT NULL,
    authority_region_code text NOT NULL,
    provider_org_id uuid,
    provider_region_code text,
    content jsonb NOT NULL,
    proposal jsonb,
    reply jsonb,
    promised_on date,
    merged_into uuid,
    entry_id uuid,
    application_id uuid,
    rule_set_id text,
    started_by text NOT NULL,
    submitted_by text,
    sent_by text,
    proposed_by text,
    signed_by text,
    returned jsonb,
    created_at timestamp with time zone NOT NULL,
    sent_at timestamp with time zone,
    decided_at timestamp with time zone,
    told_promised_on date,
    CONSTRAINT demand_decided CHECK (((state = ANY (ARRAY['fulfilled'::text, 'served'::text, 'refused'::text, 'withdrawn'::text])) = (decided_at IS NOT NULL))),
    CONSTRAINT demand_four_eyes_in CHECK (((signed_by IS NULL) OR ((proposed_by IS NOT NULL) AND (signed_by <> proposed_by)))),
    CONSTRAINT demand_four_eyes_out CHECK (((sent_by IS NULL) OR (sent_by <> submitted_by))),
    CONSTRAINT demand_fulfilled CHECK (((state <> 'fulfilled'::text) OR (entry_id IS NOT NULL))),
    CONSTRAINT demand_has_provider CHECK (((state <> ALL (ARRAY['at-provider'::text, 'awaiting-signature'::text, 'contested'::text, 'promised'::text])) OR (provider_org_id IS NOT NULL))),
    CONSTRAINT demand_merged CHECK (((state <> 'merged'::text) OR ((merged_into IS NOT NULL) AND (merged_into <> id)))),
    CONSTRAINT demand_promised CHECK (((state <> 'promised'::text) OR ((promised_on IS NOT NULL) AND (signed_by IS NOT NULL) AND (reply IS NOT NULL)))),
    CONSTRAINT demand_proposed CHECK (((state <> 'awaiting-signature'::text) OR ((proposal IS NOT NULL) AND (proposed_by IS NOT NULL)))),
    CONSTRAINT demand_provider_has_region CHECK (((provider_org_id IS NULL) = (provider_region_code IS NULL))),
    CONSTRAINT demand_refused CHECK (((state <> 'refused'::text) OR (reply IS NOT NULL))),
    CONSTRAINT demand_sent CHECK (((state = ANY (ARRAY['draft'::text, 'awaiting-sending'::text, 'served'::text, 'withdrawn'::text])) OR ((no IS NOT NULL) AND (sent_at IS NOT NULL) AND (sent_by IS NOT NULL) AND (rule_set_id IS NOT NULL)))),
    CONSTRAINT demand_served CHECK (((state <> 'served'::text) OR ((entry_id IS NOT NULL) AND (application_id IS NOT NULL)))),
    CONSTRAINT demand_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'awaiting-sending'::text, 'at-authority'::text, 'at-provider'::text, 'awaiting-signature'::text, 'contested'::text, 'promised'::text, 'merged'::text, 'fulfilled'::text, 'served'::text, 'refused'::text, 'withdrawn'::text]))),
    CONSTRAINT demand_two_sides CHECK (((provider_org_id IS NULL) OR (provider_org_id <> requester_org_id)))
);

--
-- Name: demand_event; Type: TABLE; Schema: sharing; Owner: -
--

CREATE TABLE sharing.demand_event (
    sequence bigint NOT NULL,
    demand_id uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    action text NOT NULL,
    organisation_id uuid,
    role text NOT NULL,
    opinion text
);

--
-- Name: demand_event_sequence_seq; Type: SEQUENCE; Schema: sharing; Owner: -
--

ALTER TABLE sharing.demand_event ALTER COLUMN sequence ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME sharing.demand_event_sequence_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: disposal; Type: TABLE; Schema: sharing; Owner: -
--

CREATE TABLE sharing.disposal (
    id uuid NOT NULL,
    no text NOT NULL,
    revision integer NOT NULL,
    state text NOT NULL,
    trigger text NOT NULL,
    grant_id uuid NOT NULL,
    entry_id uuid NOT NULL,
    requester_org_id uuid NOT NULL,
    requester_region_code text NOT NULL,
    provider_org_id uuid NOT NULL,
    provider_region_code text NOT NULL,
    authority_region_code text NOT NULL,
    rule_set_id text NOT NULL,
    round integer NOT NULL,
    reason text NOT NULL,
    instruction jsonb NOT NULL,
    instructed boolean DEFAULT false NOT NULL,
    report jsonb,
    report_text text,
    reported_by text,
    reported_at timestamp with time zone,
    report_evidence_id uuid,
    signed_by text,
    check_side text,
    check_by text,
    check_ordered_at timestamp with time zone,
    check_result text,
    check_fact text,
    ordered_at timestamp with time zone NOT NULL,
    certified_at timestamp with time zone,
    due_at timestamp with time zone,
    CONSTRAINT disposal_archive CHECK ((((instruction ->> 'method'::text) <> 'archive'::text) OR (jsonb_array_length((instruction -> 'basis'::text)) >= 1))),
    CONSTRAINT disposal_certified CHECK (((state = ANY (ARRAY['certified'::text, 'checking'::text, 'passed'::text])) = (certified_at IS NOT NULL))),
    CONSTRAINT disposal_check_by_check CHECK ((check_by = ANY (ARRAY['draw'::text, 'hand'::text]))),
    CONSTRAINT disposal_check_found CHECK ((((check_result IS NULL) = (check_fact IS NULL)) AND ((check_result IS NULL) OR (check_side IS NOT NULL)))),
    CONSTRAINT disposal_check_result_check CHECK ((check_result = ANY (ARRAY['passed'::text, 'failed'::text]))),
    CONSTRAINT disposal_check_side_check CHECK ((check_side = ANY (ARRAY['provider'::text, 'authority'::text]))),
    CONSTRAINT disposal_check_whole CHECK ((((check_side IS NULL) = (check_by IS NULL)) AND ((check_side IS NULL) = (check_ordered_at IS NULL)))),
    CONSTRAINT disposal_checking CHECK (((state <> 'checking'::text) OR ((check_side IS NOT NULL) AND (check_result IS NULL)))),
    CONSTRAINT disposal_due CHECK (((due_at IS NULL) OR (state = ANY (ARRAY['ordered'::text, 'reported'::text, 'checking'::text])))),
    CONSTRAINT disposal_failed CHECK (((check_result IS DISTINCT FROM 'failed'::text) OR (state = ANY (ARRAY['ordered'::text, 'reported'::text])))),
    CONSTRAINT disposal_four_eyes CHECK (((signed_by IS NULL) OR (signed_by <> reported_by))),
    CONSTRAINT disposal_passed CHECK (((state <> 'passed'::text) OR (NOT (check_result IS DISTINCT FROM 'passed'::text)))),
    CONSTRAINT disposal_reported CHECK (((state = 'ordered'::text) OR ((report IS NOT NULL) AND (report_text IS NOT NULL) AND (reported_by IS NOT NULL) AND (reported_at IS NOT NULL) AND (report_evidence_id IS NOT NULL)))),
    CONSTRAINT disposal_revision_check CHECK ((revision >= 1)),
    CONSTRAINT disposal_round_check CHECK ((round >= 1)),
    CONSTRAINT disposal_signed CHECK (((certified_at IS NULL) = (signed_by IS NULL))),
    CONSTRAINT disposal_state_check CHECK ((state = ANY (ARRAY['ordered'::text, 'reported'::text, 'certified'::text, 'checking'::text, 'passed'::text]))),
    CONSTRAINT disposal_trigger_check CHECK ((trigger = ANY (ARRAY['expired'::text, 'purpose-done'::text, 'revoked'::text, 'terminated'::text]))),
    CONSTRAINT disposal_two_sides CHECK ((requester_org_id <> provider_org_id))
);

--
-- Name: disposal_certificate; Type: TABLE; Schema: sharing; Owner: -
--

CREATE TABLE sharing.disposal_certificate (
    disposal_id uuid NOT NULL,
    round integer NOT NULL,
    no text NOT NULL,
    signed text NOT NULL,
    digest text NOT NULL,
    reporter_evidence_id uuid NOT NULL,
    reported_at timestamp with time zone NOT NULL,
    signer_evidence_id uuid NOT NULL,
    signed_at timestamp with time zone NOT NULL
);

--
-- Name: disposal_event; Type: TABLE; Schema: sharing; Owner: -
--

CREATE TABLE sharing.disposal_event (
    sequence bigint NOT NULL,
    disposal_id uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    action text NOT NULL,
    organisation_id uuid,
    role text NOT NULL,
    words text,
    CONSTRAINT disposal_event_action_check CHECK ((action = ANY (ARRAY['ordered'::text, 'instructed'::text, 'reported'::text, 'returned'::text, 'certified'::text, 'check-drawn'::text, 'check-ordered'::text, 'passed'::text, 'failed'::text, 'overdue'::text, 'handed-over'::text])))
);

--
-- Name: disposal_event_sequence_seq; Type: SEQUENCE; Schema: sharing; Owner: -
--

ALTER TABLE sharing.disposal_event ALTER COLUMN sequence ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME sharing.disposal_event_sequence_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: dispute; Type: TABLE; Schema: sharing; Owner: -
--

CREATE TABLE sharing.dispute (
    id uuid NOT NULL,
    no text NOT NULL,
    revision integer NOT NULL,
    state text NOT NULL,
    kind text NOT NULL,
    application_id uuid,
    entry_id uuid NOT NULL,
    requester_org_id uuid NOT NULL,
    provider_org_id uuid NOT NULL,
    provider_region_code text NOT NULL,
    authority_region_code text NOT NULL,
    rule_set_id text NOT NULL,
    matter text NOT NULL,
    item_nos integer[] NOT NULL,
    refusal jsonb,
    offer jsonb,
    heard boolean DEFAULT false NOT NULL,
    body text,
    scan jsonb,
    document jsonb,
    entered_by text,
    confirmed_by text,
    outcome jsonb,
    raised_by text NOT NULL,
    raised_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    due_at timestamp with time zone,
    grant_id uuid,
    hands text[] DEFAULT '{}'::text[] NOT NULL,
    correction_id uuid,
    correction_no text,
    CONSTRAINT dispute_above CHECK (((state <> ALL (ARRAY['above'::text, 'entered'::text])) OR (body IS NOT NULL))),
    CONSTRAINT dispute_body_check CHECK ((body = ANY (ARRAY['common-superior'::text, 'government'::text]))),
    CONSTRAINT dispute_confirmed CHECK (((state <> ALL (ARRAY['ordered'::text, 'upheld'::text, 'executed'::text])) OR (body IS NULL) OR (confirmed_by IS NOT NULL))),
    CONSTRAINT dispute_due CHECK (((due_at IS NULL) OR (ended_at IS NULL))),
    CONSTRAINT dispute_ended CHECK (((state = ANY (ARRAY['settled'::text, 'upheld'::text, 'executed'::text, 'withdrawn'::text])) = (ended_at IS NOT NULL))),
    CONSTRAINT dispute_entered CHECK (((state <> 'entered'::text) OR ((document IS NOT NULL) AND (scan IS NOT NULL) AND (entered_by IS NOT NULL)))),
    CONSTRAINT dispute_four_eyes CHECK (((confirmed_by IS NULL) OR ((entered_by IS NOT NULL) AND (confirmed_by <> entered_by)))),
    CONSTRAINT dispute_kind_check CHECK ((kind = ANY (ARRAY['application'::text, 'partly-agreed'::text, 'entry'::text, 'correction'::text]))),
    CONSTRAINT dispute_matter_check CHECK ((matter <> ''::text)),
    CONSTRAINT dispute_offered CHECK (((offer IS NULL) OR (state = ANY (ARRAY['negotiating'::text, 'at-authority'::text])))),
    CONSTRAINT dispute_outcome CHECK (((state = ANY (ARRAY['ordered'::text, 'settled'::text, 'upheld'::text, 'executed'::text])) = (outcome IS NOT NULL))),
    CONSTRAINT dispute_revision_check CHECK ((revision >= 1)),
    CONSTRAINT dispute_state_check CHECK ((state = ANY (ARRAY['negotiating'::text, 'at-authority'::text, 'above'::text, 'entered'::text, 'ordered'::text, 'settled'::text, 'upheld'::text, 'executed'::text, 'withdrawn'::text]))),
    CONSTRAINT dispute_subject CHECK ((((kind = ANY (ARRAY['application'::text, 'partly-agreed'::text])) = (application_id IS NOT NULL)) AND ((kind = 'entry'::text) = (refusal IS NULL)) AND ((kind = 'partly-agreed'::text) = (grant_id IS NOT NULL)) AND ((kind = 'correction'::text) = (correction_id IS NOT NULL)) AND ((kind = 'correction'::text) = (correction_no IS NOT NULL)))),
    CONSTRAINT dispute_two_sides CHECK ((requester_org_id <> provider_org_id))
);

--
-- Name: dispute_event; Type: TABLE; Schema: sharing; Owner: -
--

CREATE TABLE sharing.dispute_event (
    sequence bigint NOT NULL,
    dispute_id uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    action text NOT NULL,
    organisation_id uuid,
    role text NOT NULL,
    words text,
    CONSTRAINT dispute_event_action_check CHECK ((action = ANY (ARRAY['raised'::text, 'said'::text, 'offered'::text, 'declined'::text, 'settled'::text, 'referred'::text, 'withdrawn'::text, 'ordered'::text, 'upheld'::text, 'escalated'::text, 'scanned'::text, 'entered'::text, 'returned'::text, 'confirmed'::text, 'executed'::text, 'overdue'::text, 'handed-over'::text])))
);

--
-- Name: dispute_event_sequence_seq; Type: SEQUENCE; Schema: sharing; Owner: -
--

ALTER TABLE sharing.dispute_event ALTER COLUMN sequence ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME sharing.dispute_event_sequence_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: filing; Type: TABLE; Schema: sharing; Owner: -
--

CREATE TABLE sharing.filing (
    id uuid NOT NULL,
    no text NOT NULL,
    revision integer NOT NULL,
    state text NOT NULL,
    kind text NOT NULL,
    entry_id uuid NOT NULL,
    service_id uuid,
    service_name text,
    provider_org_id uuid NOT NULL,
    provider_region_code text NOT NULL,
    authority_region_code text NOT NULL,
    rule_set_id text NOT NULL,
    reason text NOT NULL,
    basis jsonb NOT NULL,
    change text,
    earliest_on date NOT NULL,
    effective_on date NOT NULL,
    not_before date,
    raised_by text NOT NULL,
    raised_at timestamp with time zone NOT NULL,
    signed_by text,
    signed_at timestamp with time zone,
    decided_by text,
    decided_at timestamp with time zone,
    ended_at timestamp with time zone,
    CONSTRAINT filing_basis_check CHECK ((jsonb_array_length(basis) > 0)),
    CONSTRAINT filing_change CHECK (((kind = 'change'::text) = (change IS NOT NULL))),
    CONSTRAINT filing_change_check CHECK ((change <> ''::text)),
    CONSTRAINT filing_decided CHECK (((state <> ALL (ARRAY['returned'::text, 'accepted'::text, 'in-force'::text])) OR ((decided_by IS NOT NULL) AND (decided_at IS NOT NULL)))),
    CONSTRAINT filing_decider CHECK (((decided_by IS NULL) OR ((decided_by <> raised_by) AND (decided_by IS DISTINCT FROM signed_by)))),
    CONSTRAINT filing_ended CHECK (((state = ANY (ARRAY['in-force'::text, 'withdrawn'::text])) = (ended_at IS NOT NULL))),
    CONSTRAINT filing_four_eyes CHECK (((signed_by IS NULL) OR (signed_by <> raised_by))),
    CONSTRAINT filing_kind_check CHECK ((kind = ANY (ARRAY['change'::text, 'stop'::text]))),
    CONSTRAINT filing_notice CHECK ((effective_on >= earliest_on)),
    CONSTRAINT filing_put_off CHECK (((state <> ALL (ARRAY['at-authority'::text, 'accepted'::text, 'in-force'::text])) OR (not_before IS NULL) OR (effective_on >= not_before))),
    CONSTRAINT filing_reason_check CHECK ((reason <> ''::text)),
    CONSTRAINT filing_revision_check CHECK ((revision >= 1)),
    CONSTRAINT filing_service CHECK (((service_id IS NULL) = (service_name IS NULL))),
    CONSTRAINT filing_signed CHECK (((state <> ALL (ARRAY['at-authority'::text, 'accepted'::text, 'in-force'::text])) OR ((signed_by IS NOT NULL) AND (signed_at IS NOT NULL)))),
    CONSTRAINT filing_state_check CHECK ((state = ANY (ARRAY['negotiating'::text, 'at-authority'::text, 'returned'::text, 'accepted'::text, 'in-force'::text, 'withdrawn'::text])))
);

--
-- Name: filing_event; Type: TABLE; Schema: sharing; Owner: -
--

CREATE TABLE sharing.filing_event (
    sequence bigint NOT NULL,
    filing_id uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    action text NOT NULL,
    organisation_id uuid,
    party_org_id uuid,
    role text NOT NULL,
    words text,
    CONSTRAINT filing_event_action_check CHECK ((action = ANY (ARRAY['filed'::text, 'answered'::text, 'signed'::text, 'accepted'::text, 'returned'::text, 'postponed'::text, 'withdrawn'::text, 'in-force'::text, 'affected'::text, 'overdue'::text, 'handed-over'::text])))
);

--
-- Name: filing_event_sequence_seq; Type: SEQUENCE; Schema: sharing; Owner: -
--

ALTER TABLE sharing.filing_event ALTER COLUMN sequence ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME sharing.filing_event_sequence_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: filing_grant; Type: TABLE; Schema: sharing; Owner: -
--

CREATE TABLE sharing.filing_grant (
    filing_id uuid NOT NULL,
    grant_id uuid NOT NULL,
    requester_org_id uuid NOT NULL
);

--
-- Name: filing_party; Type: TABLE; Schema: sharing; Owner: -
--

CREATE TABLE sharing.filing_party (
    id uuid NOT NULL,
    filing_id uuid NOT NULL,
    requester_org_id uuid NOT NULL,
    answer text,
    needs_until date,
    words text,
    answered_by text,
    answered_at timestamp with time zone,
    CONSTRAINT filing_party_answer_check CHECK ((answer = ANY (ARRAY['agrees'::text, 'objects'::text, 'needs-until'::text]))),
    CONSTRAINT filing_party_answered CHECK ((((answer IS NULL) = (answered_at IS NULL)) AND ((answer IS NULL) = (answered_by IS NULL)))),
    CONSTRAINT filing_party_needs CHECK (((NOT (answer IS DISTINCT FROM 'needs-until'::text)) = (needs_until IS NOT NULL))),
    CONSTRAINT filing_party_reasons CHECK (((answer IS NULL) OR (answer = 'agrees'::text) OR (words <> ''::text)))
);

--
-- Name: grant_version; Type: TABLE; Schema: sharing; Owner: -
--

CREATE TABLE sharing.grant_version (
    grant_id uuid NOT NULL,
    version integer NOT NULL,
    document jsonb NOT NULL,
    made_at timestamp with time zone NOT NULL
);

--
-- Name: handling; Type: TABLE; Schema: sharing; Owner: -
--

CREATE TABLE sharing.handling (
    id uuid NOT NULL,
    application_id uuid NOT NULL,
    organisation_id uuid NOT NULL,
    received_by text NOT NULL,
    received_at timestamp with time zone NOT NULL,
    holder_id text NOT NULL,
    held_since timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    proposal_opened_at timestamp with time zone,
    CONSTRAINT handling_in_order CHECK (((held_since >= received_at) AND ((ended_at IS NULL) OR (ended_at >= held_since))))
);

--
-- Name: number_counter; Type: TABLE; Schema: sharing; Owner: -
--

CREATE TABLE sharing.number_counter (
    prefix text NOT NULL,
    day date NOT NULL,
    last integer NOT NULL
);

--
-- Name: offer; Type: TABLE; Schema: sharing; Owner: -
--

CREATE TABLE sharing.offer (
    id uuid NOT NULL,
    revision integer NOT NULL,
    state text NOT NULL,
    entry_id uuid NOT NULL,
    provider_org_id uuid NOT NULL,
    requester_org_id uuid NOT NULL,
    content jsonb NOT NULL,
    rule_set_id text NOT NULL,
    prepared_by text NOT NULL,
    prepared_at timestamp with time zone NOT NULL,
    open_until timestamp with time zone NOT NULL,
    application_id uuid,
    left_out jsonb NOT NULL,
    reason text,
    ended_by text,
    ended_at timestamp with time zone,
    CONSTRAINT offer_claimed CHECK (((state = 'claimed'::text) = (application_id IS NOT NULL))),
    CONSTRAINT offer_ended CHECK ((((state = 'open'::text) = (ended_at IS NULL)) AND ((state = 'open'::text) = (ended_by IS NULL)))),
    CONSTRAINT offer_reason CHECK (((state = ANY (ARRAY['declined'::text, 'withdrawn'::text])) = (reason IS NOT NULL))),
    CONSTRAINT offer_reason_check CHECK ((reason <> ''::text)),
    CONSTRAINT offer_revision_check CHECK ((revision >= 1)),
    CONSTRAINT offer_state_check CHECK ((state = ANY (ARRAY['open'::text, 'claimed'::text, 'declined'::text, 'withdrawn'::text, 'lapsed'::text, 'ended'::text]))),
    CONSTRAINT offer_to_another CHECK ((provider_org_id <> requester_org_id))
);

--
-- Name: official_letter; Type: TABLE; Schema: sharing; Owner: -
--

CREATE TABLE sharing.official_letter (
    id uuid NOT NULL,
    application_id uuid NOT NULL,
    doc_no text NOT NULL,
    dated_on date NOT NULL,
    file_name text NOT NULL,
    media_type text NOT NULL,
    bytes integer NOT NULL,
    scan_digest text NOT NULL,
    reference text NOT NULL,
    sealed_key bytea,
    attached_by text NOT NULL,
    attached_at timestamp with time zone NOT NULL,
    removed_at timestamp with time zone,
    signed boolean DEFAULT false NOT NULL,
    CONSTRAINT official_letter_bytes_check CHECK ((bytes > 0)),
    CONSTRAINT official_letter_doc_no_check CHECK ((doc_no <> ''::text)),
    CONSTRAINT official_letter_kept CHECK (((sealed_key IS NOT NULL) OR (NOT signed))),
    CONSTRAINT official_letter_media_type_check CHECK ((media_type = ANY (ARRAY['application/pdf'::text, 'image/png'::text, 'image/jpeg'::text]))),
    CONSTRAINT official_letter_scan_digest_check CHECK ((scan_digest ~ '^[0-9a-f]{64}$'::text))
);

--
-- Name: paper_permission; Type: TABLE; Schema: sharing; Owner: -
--

CREATE TABLE sharing.paper_permission (
    id uuid NOT NULL,
    organisation_id uuid NOT NULL,
    region_code text NOT NULL,
    doc_no text NOT NULL,
    reason text NOT NULL,
    last_day date NOT NULL,
    given_by text NOT NULL,
    given_at timestamp with time zone NOT NULL,
    ended_by text,
    ended_at timestamp with time zone,
    CONSTRAINT paper_permission_doc_no_check CHECK ((doc_no <> ''::text)),
    CONSTRAINT paper_permission_ended CHECK (((ended_by IS NULL) = (ended_at IS NULL))),
    CONSTRAINT paper_permission_reason_check CHECK ((reason <> ''::text))
);

--
-- Name: paper_signature; Type: TABLE; Schema: sharing; Owner: -
--

CREATE TABLE sharing.paper_signature (
    id uuid NOT NULL,
    application_id uuid NOT NULL,
    organisation_id uuid NOT NULL,
    act text NOT NULL,
    state text NOT NULL,
    sheet_digest text NOT NULL,
    doc_no text NOT NULL,
    signed_on date NOT NULL,
    signer_role text NOT NULL,
    opinion text NOT NULL,
    over_missing text,
    file_name text NOT NULL,
    media_type text NOT NULL,
    bytes integer NOT NULL,
    scan_digest text NOT NULL,
    reference text NOT NULL,
    sealed_key bytea,
    entered_by text NOT NULL,
    entered_at timestamp with time zone NOT NULL,
    opened_by text[] DEFAULT '{}'::text[] NOT NULL,
    ended_by text,
    ended_at timestamp with time zone,
    reason text,
    CONSTRAINT paper_signature_act_check CHECK ((act = ANY (ARRAY['consent-out'::text, 'consent-supplement'::text, 'consent-in'::text]))),
    CONSTRAINT paper_signature_bytes_check CHECK ((bytes > 0)),
    CONSTRAINT paper_signature_doc_no_check CHECK ((doc_no <> ''::text)),
    CONSTRAINT paper_signature_ended CHECK (((state = 'entered'::text) = (ended_at IS NULL))),
    CONSTRAINT paper_signature_four_eyes CHECK (((state <> 'confirmed'::text) OR ((ended_by IS NOT NULL) AND (ended_by <> entered_by) AND (ended_by = ANY (opened_by))))),
    CONSTRAINT paper_signature_media_type_check CHECK ((media_type = ANY (ARRAY['application/pdf'::text, 'image/png'::text, 'image/jpeg'::text]))),
    CONSTRAINT paper_signature_opinion_check CHECK ((opinion <> ''::text)),
    CONSTRAINT paper_signature_scan CHECK (((state = ANY (ARRAY['entered'::text, 'confirmed'::text])) = (sealed_key IS NOT NULL))),
    CONSTRAINT paper_signature_scan_digest_check CHECK ((scan_digest ~ '^[0-9a-f]{64}$'::text)),
    CONSTRAINT paper_signature_sheet_digest_check CHECK ((sheet_digest ~ '^[0-9a-f]{64}$'::text)),
    CONSTRAINT paper_signature_signer_role_check CHECK ((signer_role = ANY (ARRAY['OFFICE_HEAD'::text, 'DEPT_LEADER'::text]))),
    CONSTRAINT paper_signature_state_check CHECK ((state = ANY (ARRAY['entered'::text, 'confirmed'::text, 'returned'::text, 'withdrawn'::text, 'overtaken'::text])))
);

--
-- Name: printed_agreement; Type: TABLE; Schema: sharing; Owner: -
--

CREATE TABLE sharing.printed_agreement (
    agreement_id uuid NOT NULL,
    bytes integer NOT NULL,
    digest text NOT NULL,
    printed_at timestamp with time zone NOT NULL,
    CONSTRAINT printed_agreement_bytes_check CHECK ((bytes > 0)),
    CONSTRAINT printed_agreement_digest_check CHECK ((digest ~ '^[0-9a-f]{64}$'::text))
);

--
-- Name: question_set; Type: TABLE; Schema: sharing; Owner: -
--

CREATE TABLE sharing.question_set (
    region_code text NOT NULL,
    version integer NOT NULL,
    questions jsonb NOT NULL,
    organisation_id uuid NOT NULL,
    made_by text NOT NULL,
    made_at timestamp with time zone NOT NULL,
    CONSTRAINT question_set_version_check CHECK ((version > 0))
);

--
-- Name: reply_extension; Type: TABLE; Schema: sharing; Owner: -
--

CREATE TABLE sharing.reply_extension (
    id uuid NOT NULL,
    application_id uuid NOT NULL,
    working_days integer NOT NULL,
    reason text NOT NULL,
    state text NOT NULL,
    asked_by text NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    decided_by text,
    opinion text,
    decided_at timestamp with time zone,
    CONSTRAINT reply_extension_decided CHECK (((state = ANY (ARRAY['granted'::text, 'refused'::text])) = ((decided_by IS NOT NULL) AND (opinion IS NOT NULL)))),
    CONSTRAINT reply_extension_ended CHECK (((state = 'asked'::text) = (decided_at IS NULL))),
    CONSTRAINT reply_extension_four_eyes CHECK (((decided_by IS NULL) OR (decided_by <> asked_by))),
    CONSTRAINT reply_extension_state_check CHECK ((state = ANY (ARRAY['asked'::text, 'granted'::text, 'refused'::text, 'lapsed'::text]))),
    CONSTRAINT reply_extension_working_days_check CHECK ((working_days >= 1))
);

--
-- Name: reuse; Type: TABLE; Schema: sharing; Owner: -
--

CREATE TABLE sharing.reuse (
    application_id uuid NOT NULL,
    from_id uuid NOT NULL,
    left_behind jsonb NOT NULL,
    CONSTRAINT reuse_of_another CHECK ((from_id <> application_id))
);

--
-- Name: share_grant; Type: TABLE; Schema: sharing; Owner: -
--

CREATE TABLE sharing.share_grant (
    id uuid NOT NULL,
    no text NOT NULL,
    application_id uuid NOT NULL,
    agreement_id uuid NOT NULL,
    entry_id uuid NOT NULL,
    requester_org_id uuid NOT NULL,
    provider_org_id uuid NOT NULL,
    provider_region_code text NOT NULL,
    system_id uuid NOT NULL,
    version integer NOT NULL,
    state text NOT NULL,
    valid_from timestamp with time zone NOT NULL,
    valid_to timestamp with time zone NOT NULL,
    granted_at timestamp with time zone NOT NULL,
    delivered_at timestamp with time zone,
    revocation jsonb,
    use_ended boolean DEFAULT false NOT NULL,
    end_told_for timestamp with time zone,
    use_filled_through text DEFAULT ''::text NOT NULL,
    CONSTRAINT share_grant_check CHECK ((valid_to > valid_from)),
    CONSTRAINT share_grant_revoked CHECK (((state = 'revoked'::text) = (revocation IS NOT NULL))),
    CONSTRAINT share_grant_state_check CHECK ((state = ANY (ARRAY['active'::text, 'revoked'::text]))),
    CONSTRAINT share_grant_use_filled_through_check CHECK ((use_filled_through ~ '^(\d{4}-(0[1-9]|1[0-2]))?$'::text))
);

--
-- Name: stamped_copy; Type: TABLE; Schema: sharing; Owner: -
--

CREATE TABLE sharing.stamped_copy (
    id uuid NOT NULL,
    agreement_id uuid NOT NULL,
    side text NOT NULL,
    kind text NOT NULL,
    file_name text NOT NULL,
    media_type text NOT NULL,
    bytes integer NOT NULL,
    scan_digest text NOT NULL,
    reference text NOT NULL,
    sealed_key bytea NOT NULL,
    stored_by text NOT NULL,
    stored_at timestamp with time zone NOT NULL,
    CONSTRAINT stamped_copy_kind_check CHECK ((kind = ANY (ARRAY['e-seal'::text, 'e-seal-other'::text, 'scan'::text]))),
    CONSTRAINT stamped_copy_scan_digest_check CHECK ((scan_digest ~ '^[0-9a-f]{64}$'::text)),
    CONSTRAINT stamped_copy_side_check CHECK ((side = ANY (ARRAY['requester'::text, 'provider'::text])))
);

--
-- Name: stoppage; Type: TABLE; Schema: sharing; Owner: -
--

CREATE TABLE sharing.stoppage (
    id uuid NOT NULL,
    revision integer NOT NULL,
    state text NOT NULL,
    cause text NOT NULL,
    entry_id uuid NOT NULL,
    provider_org_id uuid NOT NULL,
    provider_region_code text NOT NULL,
    authority_region_code text NOT NULL,
    rule_set_id text NOT NULL,
    since timestamp with time zone NOT NULL,
    last_failed_at timestamp with time zone,
    found_at timestamp with time zone,
    explanation text,
    explained_by text,
    explained_at timestamp with time zone,
    conclusion text,
    concluded_by text,
    concluded_at timestamp with time zone,
    ended_at timestamp with time zone,
    CONSTRAINT stoppage_cause_check CHECK ((cause = ANY (ARRAY['offline'::text, 'failing'::text]))),
    CONSTRAINT stoppage_concluded CHECK ((((state = 'closed'::text) = (conclusion IS NOT NULL)) AND ((conclusion IS NULL) = (concluded_by IS NULL)) AND ((conclusion IS NULL) = (concluded_at IS NULL)))),
    CONSTRAINT stoppage_conclusion_check CHECK ((conclusion <> ''::text)),
    CONSTRAINT stoppage_ended CHECK (((state = ANY (ARRAY['watched'::text, 'found'::text])) = (ended_at IS NULL))),
    CONSTRAINT stoppage_explained CHECK ((((explanation IS NULL) = (explained_at IS NULL)) AND ((explanation IS NULL) = (explained_by IS NULL)))),
    CONSTRAINT stoppage_explained_once_found CHECK (((explanation IS NULL) OR (found_at IS NOT NULL))),
    CONSTRAINT stoppage_explanation_check CHECK ((explanation <> ''::text)),
    CONSTRAINT stoppage_failing CHECK (((cause <> 'failing'::text) OR (last_failed_at IS NOT NULL))),
    CONSTRAINT stoppage_found CHECK (((state <> ALL (ARRAY['found'::text, 'closed'::text])) OR (found_at IS NOT NULL))),
    CONSTRAINT stoppage_revision_check CHECK ((revision >= 1)),
    CONSTRAINT stoppage_state_check CHECK ((state = ANY (ARRAY['watched'::text, 'found'::text, 'filed'::text, 'restored'::text, 'lapsed'::text, 'closed'::text]))),
    CONSTRAINT stoppage_watched CHECK (((state <> 'watched'::text) OR (found_at IS NULL)))
);

--
-- Name: stoppage_look; Type: TABLE; Schema: sharing; Owner: -
--

CREATE TABLE sharing.stoppage_look (
    one boolean DEFAULT true NOT NULL,
    looked_until timestamp with time zone NOT NULL,
    CONSTRAINT stoppage_look_one_check CHECK (one)
);

--
-- Name: submission; Type: TABLE; Schema: sharing; Owner: -
--

CREATE TABLE sharing.submission (
    application_id uuid NOT NULL,
    no integer NOT NULL,
    content jsonb NOT NULL,
    digest text NOT NULL,
    signed_by text NOT NULL,
    signed_at timestamp with time zone NOT NULL,
    letters jsonb DEFAULT '[]'::jsonb NOT NULL,
    CONSTRAINT submission_no_check CHECK ((no >= 1))
);

--
-- Name: supplement_notice; Type: TABLE; Schema: sharing; Owner: -
--

CREATE TABLE sharing.supplement_notice (
    application_id uuid NOT NULL,
    no integer NOT NULL,
    gaps jsonb NOT NULL,
    opinion text NOT NULL,
    stops_clock boolean NOT NULL,
    asked_by text NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    answers jsonb,
    answered_at timestamp with time zone,
    CONSTRAINT supplement_notice_answered CHECK (((answered_at IS NULL) OR (answers IS NOT NULL))),
    CONSTRAINT supplement_notice_gaps_check CHECK ((jsonb_array_length(gaps) >= 1)),
    CONSTRAINT supplement_notice_no_check CHECK ((no >= 1))
);

--
-- Name: suspension; Type: TABLE; Schema: sharing; Owner: -
--

CREATE TABLE sharing.suspension (
    id uuid NOT NULL,
    grant_id uuid NOT NULL,
    no integer NOT NULL,
    state text NOT NULL,
    side text NOT NULL,
    organisation_id uuid NOT NULL,
    fact text NOT NULL,
    basis jsonb NOT NULL,
    suspended_by text NOT NULL,
    suspended_at timestamp with time zone NOT NULL,
    report text,
    reported_by text,
    reported_at timestamp with time zone,
    decided_by text,
    ended_at timestamp with time zone,
    CONSTRAINT suspension_basis_check CHECK ((jsonb_array_length(basis) >= 1)),
    CONSTRAINT suspension_decided CHECK (((state = ANY (ARRAY['restored'::text, 'terminated'::text])) = (decided_by IS NOT NULL))),
    CONSTRAINT suspension_ended CHECK (((state = ANY (ARRAY['restored'::text, 'terminated'::text, 'ended'::text])) = (ended_at IS NOT NULL))),
    CONSTRAINT suspension_fact_check CHECK ((fact <> ''::text)),
    CONSTRAINT suspension_four_eyes CHECK (((decided_by IS NULL) OR (reported_by IS NULL) OR (decided_by <> reported_by))),
    CONSTRAINT suspension_no_check CHECK ((no >= 1)),
    CONSTRAINT suspension_report_whole CHECK ((((report IS NULL) = (reported_by IS NULL)) AND ((report IS NULL) = (reported_at IS NULL)))),
    CONSTRAINT suspension_reported CHECK (((state <> 'reported'::text) OR (report IS NOT NULL))),
    CONSTRAINT suspension_side_check CHECK ((side = ANY (ARRAY['provider'::text, 'authority'::text]))),
    CONSTRAINT suspension_state_check CHECK ((state = ANY (ARRAY['suspended'::text, 'reported'::text, 'restored'::text, 'terminated'::text, 'ended'::text])))
);

--
-- Name: suspension_event; Type: TABLE; Schema: sharing; Owner: -
--

CREATE TABLE sharing.suspension_event (
    sequence bigint NOT NULL,
    suspension_id uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    action text NOT NULL,
    organisation_id uuid,
    role text NOT NULL,
    words text,
    CONSTRAINT suspension_event_action_check CHECK ((action = ANY (ARRAY['suspended'::text, 'reported'::text, 'sent-back'::text, 'overdue'::text, 'restored'::text, 'terminated'::text, 'ended'::text])))
);

--
-- Name: suspension_event_sequence_seq; Type: SEQUENCE; Schema: sharing; Owner: -
--

ALTER TABLE sharing.suspension_event ALTER COLUMN sequence ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME sharing.suspension_event_sequence_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: template_use; Type: TABLE; Schema: sharing; Owner: -
--

CREATE TABLE sharing.template_use (
    application_id uuid NOT NULL,
    template_id uuid NOT NULL,
    version integer NOT NULL
);

--
-- Name: unit_key; Type: TABLE; Schema: sharing; Owner: -
--

CREATE TABLE sharing.unit_key (
    id uuid NOT NULL,
    organisation_id uuid NOT NULL,
    region_code text NOT NULL,
    public_key text NOT NULL,
    medium text NOT NULL,
    state text NOT NULL,
    asked_by text NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    decided_by text,
    decided_at timestamp with time zone,
    ended_by text,
    ended_at timestamp with time zone,
    reason text,
    evidence_id uuid,
    CONSTRAINT unit_key_check CHECK ((decided_by <> asked_by)),
    CONSTRAINT unit_key_check1 CHECK (((decided_by IS NULL) = (decided_at IS NULL))),
    CONSTRAINT unit_key_check2 CHECK (((ended_by IS NULL) = (ended_at IS NULL))),
    CONSTRAINT unit_key_check3 CHECK (((state <> 'asked'::text) OR ((decided_at IS NULL) AND (ended_at IS NULL)))),
    CONSTRAINT unit_key_check4 CHECK (((state <> ALL (ARRAY['in-force'::text, 'refused'::text, 'replaced'::text])) OR (decided_at IS NOT NULL))),
    CONSTRAINT unit_key_check5 CHECK (((state <> ALL (ARRAY['in-force'::text, 'replaced'::text])) OR (evidence_id IS NOT NULL))),
    CONSTRAINT unit_key_check6 CHECK (((state <> ALL (ARRAY['replaced'::text, 'revoked'::text])) OR (ended_at IS NOT NULL))),
    CONSTRAINT unit_key_check7 CHECK (((state <> ALL (ARRAY['refused'::text, 'revoked'::text])) OR (reason IS NOT NULL))),
    CONSTRAINT unit_key_medium_check CHECK ((medium = ANY (ARRAY['usb-key'::text, 'agent'::text]))),
    CONSTRAINT unit_key_public_key_check CHECK ((public_key ~ '^04[0-9a-f]{128}$'::text)),
    CONSTRAINT unit_key_state_check CHECK ((state = ANY (ARRAY['asked'::text, 'in-force'::text, 'refused'::text, 'replaced'::text, 'revoked'::text])))
);

--
-- Name: use_month; Type: TABLE; Schema: sharing; Owner: -
--

CREATE TABLE sharing.use_month (
    id uuid NOT NULL,
    record_id uuid NOT NULL,
    grant_id uuid NOT NULL,
    month text NOT NULL,
    calls bigint NOT NULL,
    refused bigint NOT NULL,
    failed bigint NOT NULL,
    records bigint NOT NULL,
    unreadable bigint NOT NULL,
    first_on date,
    last_on date,
    seed text NOT NULL,
    filled_at timestamp with time zone NOT NULL,
    kept_until date NOT NULL,
    CONSTRAINT use_month_calls_check CHECK ((calls >= 0)),
    CONSTRAINT use_month_failed_check CHECK ((failed >= 0)),
    CONSTRAINT use_month_month_check CHECK ((month ~ '^\d{4}-(0[1-9]|1[0-2])$'::text)),
    CONSTRAINT use_month_records_check CHECK ((records >= 0)),
    CONSTRAINT use_month_refused_check CHECK ((refused >= 0)),
    CONSTRAINT use_month_seed_check CHECK ((seed ~ '^[0-9a-f]{32}$'::text)),
    CONSTRAINT use_month_unreadable_check CHECK ((unreadable >= 0))
);

--
-- Name: use_record; Type: TABLE; Schema: sharing; Owner: -
--

CREATE TABLE sharing.use_record (
    id uuid NOT NULL,
    grant_id uuid NOT NULL,
    quarter text NOT NULL,
    state text NOT NULL,
    statements integer DEFAULT 0 NOT NULL,
    late boolean DEFAULT false NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    closed_at timestamp with time zone,
    kept_until date NOT NULL,
    CONSTRAINT use_record_closed CHECK (((state = 'running'::text) = (closed_at IS NULL))),
    CONSTRAINT use_record_late CHECK (((NOT late) OR (state <> 'running'::text))),
    CONSTRAINT use_record_owed CHECK (((state <> 'owed'::text) OR (statements = 0))),
    CONSTRAINT use_record_quarter_check CHECK ((quarter ~ '^\d{4}Q[1-4]$'::text)),
    CONSTRAINT use_record_state_check CHECK ((state = ANY (ARRAY['running'::text, 'owed'::text, 'stated'::text]))),
    CONSTRAINT use_record_stated CHECK (((state <> 'stated'::text) OR (statements > 0))),
    CONSTRAINT use_record_statements_check CHECK ((statements >= 0))
);

--
-- Name: use_sample; Type: TABLE; Schema: sharing; Owner: -
--

CREATE TABLE sharing.use_sample (
    record_id uuid NOT NULL,
    month_id uuid NOT NULL,
    called_at timestamp with time zone NOT NULL,
    state text NOT NULL,
    case_no text,
    agrees boolean,
    reason text,
    answered_by text,
    answered_at timestamp with time zone,
    kept_until date NOT NULL,
    CONSTRAINT use_sample_agrees CHECK (((agrees IS NULL) OR (state = 'matched'::text))),
    CONSTRAINT use_sample_answered CHECK ((((state = 'drawn'::text) = (answered_by IS NULL)) AND ((state = 'drawn'::text) = (answered_at IS NULL)))),
    CONSTRAINT use_sample_case_no_check CHECK ((case_no <> ''::text)),
    CONSTRAINT use_sample_matched CHECK (((state = 'matched'::text) = (case_no IS NOT NULL))),
    CONSTRAINT use_sample_reason_check CHECK ((reason <> ''::text)),
    CONSTRAINT use_sample_state_check CHECK ((state = ANY (ARRAY['drawn'::text, 'matched'::text, 'unmatched'::text]))),
    CONSTRAINT use_sample_unmatched CHECK (((state = 'unmatched'::text) = (reason IS NOT NULL)))
);

--
-- Name: use_statement; Type: TABLE; Schema: sharing; Owner: -
--

CREATE TABLE sharing.use_statement (
    id uuid NOT NULL,
    record_id uuid NOT NULL,
    grant_id uuid NOT NULL,
    no integer NOT NULL,
    kind text NOT NULL,
    words jsonb NOT NULL,
    stated_by text NOT NULL,
    stated_at timestamp with time zone NOT NULL,
    kept_until date NOT NULL,
    CONSTRAINT use_statement_first CHECK (((kind = 'stated'::text) OR (no > 1))),
    CONSTRAINT use_statement_kind_check CHECK ((kind = ANY (ARRAY['stated'::text, 'unchanged'::text]))),
    CONSTRAINT use_statement_no_check CHECK ((no >= 1))
);

--
-- Name: use_template; Type: TABLE; Schema: sharing; Owner: -
--

CREATE TABLE sharing.use_template (
    id uuid NOT NULL,
    region_code text NOT NULL,
    version integer NOT NULL,
    retired_at timestamp with time zone,
    made_at timestamp with time zone NOT NULL,
    CONSTRAINT use_template_version_check CHECK ((version > 0))
);

--
-- Name: use_template_version; Type: TABLE; Schema: sharing; Owner: -
--

CREATE TABLE sharing.use_template_version (
    template_id uuid NOT NULL,
    version integer NOT NULL,
    content jsonb NOT NULL,
    organisation_id uuid NOT NULL,
    made_by text NOT NULL,
    made_at timestamp with time zone NOT NULL,
    CONSTRAINT use_template_version_version_check CHECK ((version > 0))
);

--
-- Name: delegated_act delegated_act_pkey; Type: CONSTRAINT; Schema: audit; Owner: -
--

ALTER TABLE ONLY audit.delegated_act
    ADD CONSTRAINT delegated_act_pkey PRIMARY KEY (record_id);

--
-- Name: head head_pkey; Type: CONSTRAINT; Schema: audit; Owner: -
--

ALTER TABLE ONLY audit.head
    ADD CONSTRAINT head_pkey PRIMARY KEY (log, number);

--
-- Name: leaf leaf_pkey; Type: CONSTRAINT; Schema: audit; Owner: -
--

ALTER TABLE ONLY audit.leaf
    ADD CONSTRAINT leaf_pkey PRIMARY KEY (log, index);

--
-- Name: lent_hand lent_hand_pkey; Type: CONSTRAINT; Schema: audit; Owner: -
--

ALTER TABLE ONLY audit.lent_hand
    ADD CONSTRAINT lent_hand_pkey PRIMARY KEY (delegation_id);

--
-- Name: opening opening_pkey; Type: CONSTRAINT; Schema: audit; Owner: -
--

ALTER TABLE ONLY audit.opening
    ADD CONSTRAINT opening_pkey PRIMARY KEY (record_id);

--
-- Name: pending pending_pkey; Type: CONSTRAINT; Schema: audit; Owner: -
--

ALTER TABLE ONLY audit.pending
    ADD CONSTRAINT pending_pkey PRIMARY KEY (sequence);

--
-- Name: person_batch person_batch_pkey; Type: CONSTRAINT; Schema: audit; Owner: -
--

ALTER TABLE ONLY audit.person_batch
    ADD CONSTRAINT person_batch_pkey PRIMARY KEY (record_id);

--
-- Name: person_mark person_mark_pkey; Type: CONSTRAINT; Schema: audit; Owner: -
--

ALTER TABLE ONLY audit.person_mark
    ADD CONSTRAINT person_mark_pkey PRIMARY KEY (mark, record_id);

--
-- Name: tile tile_pkey; Type: CONSTRAINT; Schema: audit; Owner: -
--

ALTER TABLE ONLY audit.tile
    ADD CONSTRAINT tile_pkey PRIMARY KEY (log, level, index);

--
-- Name: tree tree_log_id_key; Type: CONSTRAINT; Schema: audit; Owner: -
--

ALTER TABLE ONLY audit.tree
    ADD CONSTRAINT tree_log_id_key UNIQUE (log_id);

--
-- Name: tree tree_pkey; Type: CONSTRAINT; Schema: audit; Owner: -
--

ALTER TABLE ONLY audit.tree
    ADD CONSTRAINT tree_pkey PRIMARY KEY (log);

--
-- Name: unended unended_pkey; Type: CONSTRAINT; Schema: audit; Owner: -
--

ALTER TABLE ONLY audit.unended
    ADD CONSTRAINT unended_pkey PRIMARY KEY (record_id);

--
-- Name: acknowledgement acknowledgement_pkey; Type: CONSTRAINT; Schema: catalog; Owner: -
--

ALTER TABLE ONLY catalog.acknowledgement
    ADD CONSTRAINT acknowledgement_pkey PRIMARY KEY (id);

--
-- Name: adjustment adjustment_pkey; Type: CONSTRAINT; Schema: catalog; Owner: -
--

ALTER TABLE ONLY catalog.adjustment
    ADD CONSTRAINT adjustment_pkey PRIMARY KEY (id);

--
-- Name: campaign_entry campaign_entry_pkey; Type: CONSTRAINT; Schema: catalog; Owner: -
--

ALTER TABLE ONLY catalog.campaign_entry
    ADD CONSTRAINT campaign_entry_pkey PRIMARY KEY (campaign_id, entry_id);

--
-- Name: campaign_part campaign_part_pkey; Type: CONSTRAINT; Schema: catalog; Owner: -
--

ALTER TABLE ONLY catalog.campaign_part
    ADD CONSTRAINT campaign_part_pkey PRIMARY KEY (campaign_id, organisation_id);

--
-- Name: campaign campaign_pkey; Type: CONSTRAINT; Schema: catalog; Owner: -
--

ALTER TABLE ONLY catalog.campaign
    ADD CONSTRAINT campaign_pkey PRIMARY KEY (id);

--
-- Name: campaign_prolongation campaign_prolongation_pkey; Type: CONSTRAINT; Schema: catalog; Owner: -
--

ALTER TABLE ONLY catalog.campaign_prolongation
    ADD CONSTRAINT campaign_prolongation_pkey PRIMARY KEY (campaign_id, to_on);

--
-- Name: category category_pkey; Type: CONSTRAINT; Schema: catalog; Owner: -
--

ALTER TABLE ONLY catalog.category
    ADD CONSTRAINT category_pkey PRIMARY KEY (code);

--
-- Name: change_event change_event_pkey; Type: CONSTRAINT; Schema: catalog; Owner: -
--

ALTER TABLE ONLY catalog.change_event
    ADD CONSTRAINT change_event_pkey PRIMARY KEY (id);

--
-- Name: claim_assignment claim_assignment_pkey; Type: CONSTRAINT; Schema: catalog; Owner: -
--

ALTER TABLE ONLY catalog.claim_assignment
    ADD CONSTRAINT claim_assignment_pkey PRIMARY KEY (id);

--
-- Name: claim claim_pkey; Type: CONSTRAINT; Schema: catalog; Owner: -
--

ALTER TABLE ONLY catalog.claim
    ADD CONSTRAINT claim_pkey PRIMARY KEY (id);

--
-- Name: code_counter code_counter_pkey; Type: CONSTRAINT; Schema: catalog; Owner: -
--

ALTER TABLE ONLY catalog.code_counter
    ADD CONSTRAINT code_counter_pkey PRIMARY KEY (prefix);

--
-- Name: condition condition_pkey; Type: CONSTRAINT; Schema: catalog; Owner: -
--

ALTER TABLE ONLY catalog.condition
    ADD CONSTRAINT condition_pkey PRIMARY KEY (entry_id, revision_no, "position");

--
-- Name: conformance_nonconformity conformance_nonconformity_pkey; Type: CONSTRAINT; Schema: catalog; Owner: -
--

ALTER TABLE ONLY catalog.conformance_nonconformity
    ADD CONSTRAINT conformance_nonconformity_pkey PRIMARY KEY (id);

--
-- Name: conformance_run conformance_run_pkey; Type: CONSTRAINT; Schema: catalog; Owner: -
--

ALTER TABLE ONLY catalog.conformance_run
    ADD CONSTRAINT conformance_run_pkey PRIMARY KEY (id);

--
-- Name: consent_quota_default consent_quota_default_pkey; Type: CONSTRAINT; Schema: catalog; Owner: -
--

ALTER TABLE ONLY catalog.consent_quota_default
    ADD CONSTRAINT consent_quota_default_pkey PRIMARY KEY (one);

--
-- Name: datum_source datum_source_pkey; Type: CONSTRAINT; Schema: catalog; Owner: -
--

ALTER TABLE ONLY catalog.datum_source
    ADD CONSTRAINT datum_source_pkey PRIMARY KEY (id);

--
-- Name: denial_basis denial_basis_pkey; Type: CONSTRAINT; Schema: catalog; Owner: -
--

ALTER TABLE ONLY catalog.denial_basis
    ADD CONSTRAINT denial_basis_pkey PRIMARY KEY (entry_id, revision_no, "position");

--
-- Name: denial_reassessment denial_reassessment_pkey; Type: CONSTRAINT; Schema: catalog; Owner: -
--

ALTER TABLE ONLY catalog.denial_reassessment
    ADD CONSTRAINT denial_reassessment_pkey PRIMARY KEY (id);

--
-- Name: denial_ruling denial_ruling_pkey; Type: CONSTRAINT; Schema: catalog; Owner: -
--

ALTER TABLE ONLY catalog.denial_ruling
    ADD CONSTRAINT denial_ruling_pkey PRIMARY KEY (id);

--
-- Name: department_serial department_serial_pkey; Type: CONSTRAINT; Schema: catalog; Owner: -
--

ALTER TABLE ONLY catalog.department_serial
    ADD CONSTRAINT department_serial_pkey PRIMARY KEY (organisation_id);

--
-- Name: department_serial department_serial_region_code_serial_key; Type: CONSTRAINT; Schema: catalog; Owner: -
--

ALTER TABLE ONLY catalog.department_serial
    ADD CONSTRAINT department_serial_region_code_serial_key UNIQUE (region_code, serial);

--
-- Name: designation designation_pkey; Type: CONSTRAINT; Schema: catalog; Owner: -
--

ALTER TABLE ONLY catalog.designation
    ADD CONSTRAINT designation_pkey PRIMARY KEY (id);

--
-- Name: edition_language edition_language_pkey; Type: CONSTRAINT; Schema: catalog; Owner: -
--

ALTER TABLE ONLY catalog.edition_language
    ADD CONSTRAINT edition_language_pkey PRIMARY KEY (edition_id, language);

--
-- Name: edition_line edition_line_edition_id_entry_id_key; Type: CONSTRAINT; Schema: catalog; Owner: -
--

ALTER TABLE ONLY catalog.edition_line
    ADD CONSTRAINT edition_line_edition_id_entry_id_key UNIQUE (edition_id, entry_id);

--
-- Name: edition_line edition_line_pkey; Type: CONSTRAINT; Schema: catalog; Owner: -
--

ALTER TABLE ONLY catalog.edition_line
    ADD CONSTRAINT edition_line_pkey PRIMARY KEY (edition_id, "position");

--
-- Name: edition edition_pkey; Type: CONSTRAINT; Schema: catalog; Owner: -
--

ALTER TABLE ONLY catalog.edition
    ADD CONSTRAINT edition_pkey PRIMARY KEY (id);

--
-- Name: edition edition_region_code_year_no_key; Type: CONSTRAINT; Schema: catalog; Owner: -
--

ALTER TABLE ONLY catalog.edition
    ADD CONSTRAINT edition_region_code_year_no_key UNIQUE (region_code, year, no);

--
-- Name: edition_text edition_text_pkey; Type: CONSTRAINT; Schema: catalog; Owner: -
--

ALTER TABLE ONLY catalog.edition_text
    ADD CONSTRAINT edition_text_pkey PRIMARY KEY (edition_id, "position", language);

--
-- Name: element_change element_change_pkey; Type: CONSTRAINT; Schema: catalog; Owner: -
--

ALTER TABLE ONLY catalog.element_change
    ADD CONSTRAINT element_change_pkey PRIMARY KEY (element_id, revision);

--
-- Name: element element_code_key; Type: CONSTRAINT; Schema: catalog; Owner: -
--

ALTER TABLE ONLY catalog.element
    ADD CONSTRAINT element_code_key UNIQUE (code);

--
-- Name: element element_name_key; Type: CONSTRAINT; Schema: catalog; Owner: -
--

ALTER TABLE ONLY catalog.element
    ADD CONSTRAINT element_name_key UNIQUE (name);

--
-- Name: element element_pkey; Type: CONSTRAINT; Schema: catalog; Owner: -
--

ALTER TABLE ONLY catalog.element
    ADD CONSTRAINT element_pkey PRIMARY KEY (id);

--
-- Name: entry_opening entry_opening_pkey; Type: CONSTRAINT; Schema: catalog; Owner: -
--

ALTER TABLE ONLY catalog.entry_opening
    ADD CONSTRAINT entry_opening_pkey PRIMARY KEY (entry_id, person_id);

--
-- Name: entry entry_pkey; Type: CONSTRAINT; Schema: catalog; Owner: -
--

ALTER TABLE ONLY catalog.entry
    ADD CONSTRAINT entry_pkey PRIMARY KEY (id);

--
-- Name: entry entry_resource_code_key; Type: CONSTRAINT; Schema: catalog; Owner: -
--

ALTER TABLE ONLY catalog.entry
    ADD CONSTRAINT entry_resource_code_key UNIQUE (resource_code);

--
-- Name: finding finding_pkey; Type: CONSTRAINT; Schema: catalog; Owner: -
--

ALTER TABLE ONLY catalog.finding
    ADD CONSTRAINT finding_pkey PRIMARY KEY (id);

--
-- Name: history history_pkey; Type: CONSTRAINT; Schema: catalog; Owner: -
--

ALTER TABLE ONLY catalog.history
    ADD CONSTRAINT history_pkey PRIMARY KEY (id);

--
-- Name: import_job import_job_pkey; Type: CONSTRAINT; Schema: catalog; Owner: -
--

ALTER TABLE ONLY catalog.import_job
    ADD CONSTRAINT import_job_pkey PRIMARY KEY (id);

--
-- Name: import_row import_row_pkey; Type: CONSTRAINT; Schema: catalog; Owner: -
--

ALTER TABLE ONLY catalog.import_row
    ADD CONSTRAINT import_row_pkey PRIMARY KEY (job_id, row_no);

--
-- Name: imported_content imported_content_pkey; Type: CONSTRAINT; Schema: catalog; Owner: -
--

ALTER TABLE ONLY catalog.imported_content
    ADD CONSTRAINT imported_content_pkey PRIMARY KEY (entry_id);

--
-- Name: imported_content imported_content_source_key_key; Type: CONSTRAINT; Schema: catalog; Owner: -
--

ALTER TABLE ONLY catalog.imported_content
    ADD CONSTRAINT imported_content_source_key_key UNIQUE (source, key);

--
-- Name: item item_pkey; Type: CONSTRAINT; Schema: catalog; Owner: -
--

ALTER TABLE ONLY catalog.item
    ADD CONSTRAINT item_pkey PRIMARY KEY (entry_id, revision_no, "position");

--
-- Name: listing listing_pkey; Type: CONSTRAINT; Schema: catalog; Owner: -
--

ALTER TABLE ONLY catalog.listing
    ADD CONSTRAINT listing_pkey PRIMARY KEY (entry_id);

--
-- Name: major_version major_version_pkey; Type: CONSTRAINT; Schema: catalog; Owner: -
--

ALTER TABLE ONLY catalog.major_version
    ADD CONSTRAINT major_version_pkey PRIMARY KEY (entry_id, revision_no);

--
-- Name: noted_change noted_change_pkey; Type: CONSTRAINT; Schema: catalog; Owner: -
--

ALTER TABLE ONLY catalog.noted_change
    ADD CONSTRAINT noted_change_pkey PRIMARY KEY (sequence);

--
-- Name: opinion_template opinion_template_pkey; Type: CONSTRAINT; Schema: catalog; Owner: -
--

ALTER TABLE ONLY catalog.opinion_template
    ADD CONSTRAINT opinion_template_pkey PRIMARY KEY (id);

--
-- Name: recall recall_pkey; Type: CONSTRAINT; Schema: catalog; Owner: -
--

ALTER TABLE ONLY catalog.recall
    ADD CONSTRAINT recall_pkey PRIMARY KEY (id);

--
-- Name: renaming renaming_pkey; Type: CONSTRAINT; Schema: catalog; Owner: -
--

ALTER TABLE ONLY catalog.renaming
    ADD CONSTRAINT renaming_pkey PRIMARY KEY (organisation_id);

--
-- Name: returned_text returned_text_pkey; Type: CONSTRAINT; Schema: catalog; Owner: -
--

ALTER TABLE ONLY catalog.returned_text
    ADD CONSTRAINT returned_text_pkey PRIMARY KEY (entry_id, revision_no, by_authority);

--
-- Name: revision_case revision_case_pkey; Type: CONSTRAINT; Schema: catalog; Owner: -
--

ALTER TABLE ONLY catalog.revision_case
    ADD CONSTRAINT revision_case_pkey PRIMARY KEY (id);

--
-- Name: revision revision_pkey; Type: CONSTRAINT; Schema: catalog; Owner: -
--

ALTER TABLE ONLY catalog.revision
    ADD CONSTRAINT revision_pkey PRIMARY KEY (entry_id, no);

--
-- Name: saved_search_hit saved_search_hit_pkey; Type: CONSTRAINT; Schema: catalog; Owner: -
--

ALTER TABLE ONLY catalog.saved_search_hit
    ADD CONSTRAINT saved_search_hit_pkey PRIMARY KEY (search_id, entry_id);

--
-- Name: saved_search saved_search_person_id_name_key; Type: CONSTRAINT; Schema: catalog; Owner: -
--

ALTER TABLE ONLY catalog.saved_search
    ADD CONSTRAINT saved_search_person_id_name_key UNIQUE (person_id, name);

--
-- Name: saved_search saved_search_pkey; Type: CONSTRAINT; Schema: catalog; Owner: -
--

ALTER TABLE ONLY catalog.saved_search
    ADD CONSTRAINT saved_search_pkey PRIMARY KEY (id);

--
-- Name: search_document search_document_pkey; Type: CONSTRAINT; Schema: catalog; Owner: -
--

ALTER TABLE ONLY catalog.search_document
    ADD CONSTRAINT search_document_pkey PRIMARY KEY (entry_id);

--
-- Name: standing_consent standing_consent_pkey; Type: CONSTRAINT; Schema: catalog; Owner: -
--

ALTER TABLE ONLY catalog.standing_consent
    ADD CONSTRAINT standing_consent_pkey PRIMARY KEY (id);

--
-- Name: status_change status_change_pkey; Type: CONSTRAINT; Schema: catalog; Owner: -
--

ALTER TABLE ONLY catalog.status_change
    ADD CONSTRAINT status_change_pkey PRIMARY KEY (id);

--
-- Name: subscribers_told subscribers_told_pkey; Type: CONSTRAINT; Schema: catalog; Owner: -
--

ALTER TABLE ONLY catalog.subscribers_told
    ADD CONSTRAINT subscribers_told_pkey PRIMARY KEY (only_row);

--
-- Name: transfer_line transfer_line_pkey; Type: CONSTRAINT; Schema: catalog; Owner: -
--

ALTER TABLE ONLY catalog.transfer_line
    ADD CONSTRAINT transfer_line_pkey PRIMARY KEY (transfer_id, entry_id);

--
-- Name: transfer transfer_pkey; Type: CONSTRAINT; Schema: catalog; Owner: -
--

ALTER TABLE ONLY catalog.transfer
    ADD CONSTRAINT transfer_pkey PRIMARY KEY (id);

--
-- Name: translated_field translated_field_pkey; Type: CONSTRAINT; Schema: catalog; Owner: -
--

ALTER TABLE ONLY catalog.translated_field
    ADD CONSTRAINT translated_field_pkey PRIMARY KEY (entry_id, language, field);

--
-- Name: translation translation_pkey; Type: CONSTRAINT; Schema: catalog; Owner: -
--

ALTER TABLE ONLY catalog.translation
    ADD CONSTRAINT translation_pkey PRIMARY KEY (entry_id, language);

--
-- Name: used_by used_by_pkey; Type: CONSTRAINT; Schema: catalog; Owner: -
--

ALTER TABLE ONLY catalog.used_by
    ADD CONSTRAINT used_by_pkey PRIMARY KEY (use_id);

--
-- Name: watched_entry watched_entry_pkey; Type: CONSTRAINT; Schema: catalog; Owner: -
--

ALTER TABLE ONLY catalog.watched_entry
    ADD CONSTRAINT watched_entry_pkey PRIMARY KEY (person_id, entry_id);

--
-- Name: webhook_attempt webhook_attempt_pkey; Type: CONSTRAINT; Schema: catalog; Owner: -
--

ALTER TABLE ONLY catalog.webhook_attempt
    ADD CONSTRAINT webhook_attempt_pkey PRIMARY KEY (id);

--
-- Name: webhook webhook_pkey; Type: CONSTRAINT; Schema: catalog; Owner: -
--

ALTER TABLE ONLY catalog.webhook
    ADD CONSTRAINT webhook_pkey PRIMARY KEY (id);

--
-- Name: evidence_file evidence_file_erased; Type: CHECK CONSTRAINT; Schema: correction; Owner: -
--

ALTER TABLE correction.evidence_file
    ADD CONSTRAINT evidence_file_erased CHECK (((sealed_key IS NOT NULL) OR (file_name = ''::text))) NOT VALID;

--
-- Name: evidence_file evidence_file_pkey; Type: CONSTRAINT; Schema: correction; Owner: -
--

ALTER TABLE ONLY correction.evidence_file
    ADD CONSTRAINT evidence_file_pkey PRIMARY KEY (id);

--
-- Name: number_counter number_counter_pkey; Type: CONSTRAINT; Schema: correction; Owner: -
--

ALTER TABLE ONLY correction.number_counter
    ADD CONSTRAINT number_counter_pkey PRIMARY KEY (prefix, day);

--
-- Name: request request_no_key; Type: CONSTRAINT; Schema: correction; Owner: -
--

ALTER TABLE ONLY correction.request
    ADD CONSTRAINT request_no_key UNIQUE (no);

--
-- Name: request request_pkey; Type: CONSTRAINT; Schema: correction; Owner: -
--

ALTER TABLE ONLY correction.request
    ADD CONSTRAINT request_pkey PRIMARY KEY (id);

--
-- Name: signed_answer signed_answer_pkey; Type: CONSTRAINT; Schema: correction; Owner: -
--

ALTER TABLE ONLY correction.signed_answer
    ADD CONSTRAINT signed_answer_pkey PRIMARY KEY (request_id, no);

--
-- Name: step step_pkey; Type: CONSTRAINT; Schema: correction; Owner: -
--

ALTER TABLE ONLY correction.step
    ADD CONSTRAINT step_pkey PRIMARY KEY (sequence);

--
-- Name: begun_case begun_case_pkey; Type: CONSTRAINT; Schema: desk; Owner: -
--

ALTER TABLE ONLY desk.begun_case
    ADD CONSTRAINT begun_case_pkey PRIMARY KEY (id);

--
-- Name: begun_case begun_case_subject_kind_subject_id_key; Type: CONSTRAINT; Schema: desk; Owner: -
--

ALTER TABLE ONLY desk.begun_case
    ADD CONSTRAINT begun_case_subject_kind_subject_id_key UNIQUE (subject_kind, subject_id);

--
-- Name: delegation delegation_no_key; Type: CONSTRAINT; Schema: desk; Owner: -
--

ALTER TABLE ONLY desk.delegation
    ADD CONSTRAINT delegation_no_key UNIQUE (no);

--
-- Name: delegation delegation_pkey; Type: CONSTRAINT; Schema: desk; Owner: -
--

ALTER TABLE ONLY desk.delegation
    ADD CONSTRAINT delegation_pkey PRIMARY KEY (id);

--
-- Name: digest_line digest_line_pkey; Type: CONSTRAINT; Schema: desk; Owner: -
--

ALTER TABLE ONLY desk.digest_line
    ADD CONSTRAINT digest_line_pkey PRIMARY KEY (person_id, notice_id);

--
-- Name: digest digest_pkey; Type: CONSTRAINT; Schema: desk; Owner: -
--

ALTER TABLE ONLY desk.digest
    ADD CONSTRAINT digest_pkey PRIMARY KEY (person_id, on_day);

--
-- Name: handover_line handover_line_pkey; Type: CONSTRAINT; Schema: desk; Owner: -
--

ALTER TABLE ONLY desk.handover_line
    ADD CONSTRAINT handover_line_pkey PRIMARY KEY (handover_id, "position");

--
-- Name: handover handover_no_key; Type: CONSTRAINT; Schema: desk; Owner: -
--

ALTER TABLE ONLY desk.handover
    ADD CONSTRAINT handover_no_key UNIQUE (no);

--
-- Name: handover handover_pkey; Type: CONSTRAINT; Schema: desk; Owner: -
--

ALTER TABLE ONLY desk.handover
    ADD CONSTRAINT handover_pkey PRIMARY KEY (id);

--
-- Name: mail_attempt mail_attempt_pkey; Type: CONSTRAINT; Schema: desk; Owner: -
--

ALTER TABLE ONLY desk.mail_attempt
    ADD CONSTRAINT mail_attempt_pkey PRIMARY KEY (id);

--
-- Name: mail_choice mail_choice_pkey; Type: CONSTRAINT; Schema: desk; Owner: -
--

ALTER TABLE ONLY desk.mail_choice
    ADD CONSTRAINT mail_choice_pkey PRIMARY KEY (person_id, notice_group);

--
-- Name: mail_line mail_line_pkey; Type: CONSTRAINT; Schema: desk; Owner: -
--

ALTER TABLE ONLY desk.mail_line
    ADD CONSTRAINT mail_line_pkey PRIMARY KEY (notice_id, person_id);

--
-- Name: mail mail_pkey; Type: CONSTRAINT; Schema: desk; Owner: -
--

ALTER TABLE ONLY desk.mail
    ADD CONSTRAINT mail_pkey PRIMARY KEY (id);

--
-- Name: mailbox mailbox_pkey; Type: CONSTRAINT; Schema: desk; Owner: -
--

ALTER TABLE ONLY desk.mailbox
    ADD CONSTRAINT mailbox_pkey PRIMARY KEY (person_id);

--
-- Name: notice notice_key_key; Type: CONSTRAINT; Schema: desk; Owner: -
--

ALTER TABLE ONLY desk.notice
    ADD CONSTRAINT notice_key_key UNIQUE (key);

--
-- Name: notice notice_pkey; Type: CONSTRAINT; Schema: desk; Owner: -
--

ALTER TABLE ONLY desk.notice
    ADD CONSTRAINT notice_pkey PRIMARY KEY (id);

--
-- Name: notice_read notice_read_pkey; Type: CONSTRAINT; Schema: desk; Owner: -
--

ALTER TABLE ONLY desk.notice_read
    ADD CONSTRAINT notice_read_pkey PRIMARY KEY (notice_id, person_id);

--
-- Name: todo todo_pkey; Type: CONSTRAINT; Schema: desk; Owner: -
--

ALTER TABLE ONLY desk.todo
    ADD CONSTRAINT todo_pkey PRIMARY KEY (id);

--
-- Name: quota_use quota_use_pkey; Type: CONSTRAINT; Schema: gateway; Owner: -
--

ALTER TABLE ONLY gateway.quota_use
    ADD CONSTRAINT quota_use_pkey PRIMARY KEY (grant_id, period);

--
-- Name: service service_code_key; Type: CONSTRAINT; Schema: gateway; Owner: -
--

ALTER TABLE ONLY gateway.service
    ADD CONSTRAINT service_code_key UNIQUE (code);

--
-- Name: service service_pkey; Type: CONSTRAINT; Schema: gateway; Owner: -
--

ALTER TABLE ONLY gateway.service
    ADD CONSTRAINT service_pkey PRIMARY KEY (id);

--
-- Name: _private_job_queues job_queues_pkey1; Type: CONSTRAINT; Schema: graphile_worker; Owner: -
--

ALTER TABLE ONLY graphile_worker._private_job_queues
    ADD CONSTRAINT job_queues_pkey1 PRIMARY KEY (id);

--
-- Name: _private_job_queues job_queues_queue_name_key; Type: CONSTRAINT; Schema: graphile_worker; Owner: -
--

ALTER TABLE ONLY graphile_worker._private_job_queues
    ADD CONSTRAINT job_queues_queue_name_key UNIQUE (queue_name);

--
-- Name: _private_jobs jobs_key_key1; Type: CONSTRAINT; Schema: graphile_worker; Owner: -
--

ALTER TABLE ONLY graphile_worker._private_jobs
    ADD CONSTRAINT jobs_key_key1 UNIQUE (key);

--
-- Name: _private_jobs jobs_pkey1; Type: CONSTRAINT; Schema: graphile_worker; Owner: -
--

ALTER TABLE ONLY graphile_worker._private_jobs
    ADD CONSTRAINT jobs_pkey1 PRIMARY KEY (id);

--
-- Name: _private_known_crontabs known_crontabs_pkey; Type: CONSTRAINT; Schema: graphile_worker; Owner: -
--

ALTER TABLE ONLY graphile_worker._private_known_crontabs
    ADD CONSTRAINT known_crontabs_pkey PRIMARY KEY (identifier);

--
-- Name: migrations migrations_pkey; Type: CONSTRAINT; Schema: graphile_worker; Owner: -
--

ALTER TABLE ONLY graphile_worker.migrations
    ADD CONSTRAINT migrations_pkey PRIMARY KEY (id);

--
-- Name: _private_tasks tasks_identifier_key; Type: CONSTRAINT; Schema: graphile_worker; Owner: -
--

ALTER TABLE ONLY graphile_worker._private_tasks
    ADD CONSTRAINT tasks_identifier_key UNIQUE (identifier);

--
-- Name: _private_tasks tasks_pkey; Type: CONSTRAINT; Schema: graphile_worker; Owner: -
--

ALTER TABLE ONLY graphile_worker._private_tasks
    ADD CONSTRAINT tasks_pkey PRIMARY KEY (id);

--
-- Name: authority_member authority_member_pkey; Type: CONSTRAINT; Schema: identity; Owner: -
--

ALTER TABLE ONLY identity.authority_member
    ADD CONSTRAINT authority_member_pkey PRIMARY KEY (region_code, org_id);

--
-- Name: business_system business_system_org_id_name_key; Type: CONSTRAINT; Schema: identity; Owner: -
--

ALTER TABLE ONLY identity.business_system
    ADD CONSTRAINT business_system_org_id_name_key UNIQUE (org_id, name);

--
-- Name: business_system business_system_pkey; Type: CONSTRAINT; Schema: identity; Owner: -
--

ALTER TABLE ONLY identity.business_system
    ADD CONSTRAINT business_system_pkey PRIMARY KEY (id);

--
-- Name: demo_account demo_account_pkey; Type: CONSTRAINT; Schema: identity; Owner: -
--

ALTER TABLE ONLY identity.demo_account
    ADD CONSTRAINT demo_account_pkey PRIMARY KEY (person_id);

--
-- Name: division division_org_id_name_key; Type: CONSTRAINT; Schema: identity; Owner: -
--

ALTER TABLE ONLY identity.division
    ADD CONSTRAINT division_org_id_name_key UNIQUE (org_id, name);

--
-- Name: division division_pkey; Type: CONSTRAINT; Schema: identity; Owner: -
--

ALTER TABLE ONLY identity.division
    ADD CONSTRAINT division_pkey PRIMARY KEY (id);

--
-- Name: document document_pkey; Type: CONSTRAINT; Schema: identity; Owner: -
--

ALTER TABLE ONLY identity.document
    ADD CONSTRAINT document_pkey PRIMARY KEY (id);

--
-- Name: former_name former_name_pkey; Type: CONSTRAINT; Schema: identity; Owner: -
--

ALTER TABLE ONLY identity.former_name
    ADD CONSTRAINT former_name_pkey PRIMARY KEY (org_id, name);

--
-- Name: former_password former_password_pkey; Type: CONSTRAINT; Schema: identity; Owner: -
--

ALTER TABLE ONLY identity.former_password
    ADD CONSTRAINT former_password_pkey PRIMARY KEY (person_id, hash);

--
-- Name: machine_client machine_client_pkey; Type: CONSTRAINT; Schema: identity; Owner: -
--

ALTER TABLE ONLY identity.machine_client
    ADD CONSTRAINT machine_client_pkey PRIMARY KEY (id);

--
-- Name: organisation organisation_pkey; Type: CONSTRAINT; Schema: identity; Owner: -
--

ALTER TABLE ONLY identity.organisation
    ADD CONSTRAINT organisation_pkey PRIMARY KEY (id);

--
-- Name: organisation organisation_region_code_name_key; Type: CONSTRAINT; Schema: identity; Owner: -
--

ALTER TABLE ONLY identity.organisation
    ADD CONSTRAINT organisation_region_code_name_key UNIQUE (region_code, name);

--
-- Name: organisation organisation_uscc_key; Type: CONSTRAINT; Schema: identity; Owner: -
--

ALTER TABLE ONLY identity.organisation
    ADD CONSTRAINT organisation_uscc_key UNIQUE (uscc);

--
-- Name: person person_account_key; Type: CONSTRAINT; Schema: identity; Owner: -
--

ALTER TABLE ONLY identity.person
    ADD CONSTRAINT person_account_key UNIQUE (account);

--
-- Name: person person_pkey; Type: CONSTRAINT; Schema: identity; Owner: -
--

ALTER TABLE ONLY identity.person
    ADD CONSTRAINT person_pkey PRIMARY KEY (id);

--
-- Name: post post_pkey; Type: CONSTRAINT; Schema: identity; Owner: -
--

ALTER TABLE ONLY identity.post
    ADD CONSTRAINT post_pkey PRIMARY KEY (id);

--
-- Name: region region_pkey; Type: CONSTRAINT; Schema: identity; Owner: -
--

ALTER TABLE ONLY identity.region
    ADD CONSTRAINT region_pkey PRIMARY KEY (code);

--
-- Name: session session_pkey; Type: CONSTRAINT; Schema: identity; Owner: -
--

ALTER TABLE ONLY identity.session
    ADD CONSTRAINT session_pkey PRIMARY KEY (id);

--
-- Name: session session_token_hash_key; Type: CONSTRAINT; Schema: identity; Owner: -
--

ALTER TABLE ONLY identity.session
    ADD CONSTRAINT session_token_hash_key UNIQUE (token_hash);

--
-- Name: sign_in_attempt sign_in_attempt_pkey; Type: CONSTRAINT; Schema: identity; Owner: -
--

ALTER TABLE ONLY identity.sign_in_attempt
    ADD CONSTRAINT sign_in_attempt_pkey PRIMARY KEY (account);

--
-- Name: system_import system_import_pkey; Type: CONSTRAINT; Schema: identity; Owner: -
--

ALTER TABLE ONLY identity.system_import
    ADD CONSTRAINT system_import_pkey PRIMARY KEY (id);

--
-- Name: system_import_row system_import_row_pkey; Type: CONSTRAINT; Schema: identity; Owner: -
--

ALTER TABLE ONLY identity.system_import_row
    ADD CONSTRAINT system_import_row_pkey PRIMARY KEY (import_id, row_no);

--
-- Name: used_assertion used_assertion_pkey; Type: CONSTRAINT; Schema: identity; Owner: -
--

ALTER TABLE ONLY identity.used_assertion
    ADD CONSTRAINT used_assertion_pkey PRIMARY KEY (client_id, jti);

--
-- Name: article article_pkey; Type: CONSTRAINT; Schema: law; Owner: -
--

ALTER TABLE ONLY law.article
    ADD CONSTRAINT article_pkey PRIMARY KEY (id);

--
-- Name: calendar_day calendar_day_pkey; Type: CONSTRAINT; Schema: law; Owner: -
--

ALTER TABLE ONLY law.calendar_day
    ADD CONSTRAINT calendar_day_pkey PRIMARY KEY (calendar_id, on_day);

--
-- Name: calendar calendar_pkey; Type: CONSTRAINT; Schema: law; Owner: -
--

ALTER TABLE ONLY law.calendar
    ADD CONSTRAINT calendar_pkey PRIMARY KEY (id);

--
-- Name: calendar calendar_region_prefix_key; Type: CONSTRAINT; Schema: law; Owner: -
--

ALTER TABLE ONLY law.calendar
    ADD CONSTRAINT calendar_region_prefix_key UNIQUE (region_prefix);

--
-- Name: calendar_year calendar_year_pkey; Type: CONSTRAINT; Schema: law; Owner: -
--

ALTER TABLE ONLY law.calendar_year
    ADD CONSTRAINT calendar_year_pkey PRIMARY KEY (calendar_id, year);

--
-- Name: citation citation_pkey; Type: CONSTRAINT; Schema: law; Owner: -
--

ALTER TABLE ONLY law.citation
    ADD CONSTRAINT citation_pkey PRIMARY KEY (by_module, by_kind, by_id, article_id);

--
-- Name: clock clock_pkey; Type: CONSTRAINT; Schema: law; Owner: -
--

ALTER TABLE ONLY law.clock
    ADD CONSTRAINT clock_pkey PRIMARY KEY (id);

--
-- Name: clock_warning clock_warning_pkey; Type: CONSTRAINT; Schema: law; Owner: -
--

ALTER TABLE ONLY law.clock_warning
    ADD CONSTRAINT clock_warning_pkey PRIMARY KEY (clock_id, leg, rung);

--
-- Name: instrument instrument_pkey; Type: CONSTRAINT; Schema: law; Owner: -
--

ALTER TABLE ONLY law.instrument
    ADD CONSTRAINT instrument_pkey PRIMARY KEY (id);

--
-- Name: rule_set rule_set_pkey; Type: CONSTRAINT; Schema: law; Owner: -
--

ALTER TABLE ONLY law.rule_set
    ADD CONSTRAINT rule_set_pkey PRIMARY KEY (id, version);

--
-- Name: feed feed_pkey; Type: CONSTRAINT; Schema: platform; Owner: -
--

ALTER TABLE ONLY platform.feed
    ADD CONSTRAINT feed_pkey PRIMARY KEY (topic, "position");

--
-- Name: feed_position feed_position_pkey; Type: CONSTRAINT; Schema: platform; Owner: -
--

ALTER TABLE ONLY platform.feed_position
    ADD CONSTRAINT feed_position_pkey PRIMARY KEY (topic);

--
-- Name: idempotent_call idempotent_call_pkey; Type: CONSTRAINT; Schema: platform; Owner: -
--

ALTER TABLE ONLY platform.idempotent_call
    ADD CONSTRAINT idempotent_call_pkey PRIMARY KEY (caller, route, key);

--
-- Name: inbox inbox_pkey; Type: CONSTRAINT; Schema: platform; Owner: -
--

ALTER TABLE ONLY platform.inbox
    ADD CONSTRAINT inbox_pkey PRIMARY KEY (listener, event_id);

--
-- Name: lease lease_pkey; Type: CONSTRAINT; Schema: platform; Owner: -
--

ALTER TABLE ONLY platform.lease
    ADD CONSTRAINT lease_pkey PRIMARY KEY (process_id);

--
-- Name: outbox outbox_id_key; Type: CONSTRAINT; Schema: platform; Owner: -
--

ALTER TABLE ONLY platform.outbox
    ADD CONSTRAINT outbox_id_key UNIQUE (id);

--
-- Name: outbox outbox_pkey; Type: CONSTRAINT; Schema: platform; Owner: -
--

ALTER TABLE ONLY platform.outbox
    ADD CONSTRAINT outbox_pkey PRIMARY KEY (sequence);

--
-- Name: sealed_key sealed_key_pkey; Type: CONSTRAINT; Schema: platform; Owner: -
--

ALTER TABLE ONLY platform.sealed_key
    ADD CONSTRAINT sealed_key_pkey PRIMARY KEY (purpose, key_id);

--
-- Name: migration migration_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.migration
    ADD CONSTRAINT migration_pkey PRIMARY KEY (name);

--
-- Name: aggregation_answer aggregation_answer_pkey; Type: CONSTRAINT; Schema: sharing; Owner: -
--

ALTER TABLE ONLY sharing.aggregation_answer
    ADD CONSTRAINT aggregation_answer_pkey PRIMARY KEY (application_id);

--
-- Name: aggregation_warning aggregation_warning_pkey; Type: CONSTRAINT; Schema: sharing; Owner: -
--

ALTER TABLE ONLY sharing.aggregation_warning
    ADD CONSTRAINT aggregation_warning_pkey PRIMARY KEY (requester_org_id, about);

--
-- Name: agreement agreement_application_id_key; Type: CONSTRAINT; Schema: sharing; Owner: -
--

ALTER TABLE ONLY sharing.agreement
    ADD CONSTRAINT agreement_application_id_key UNIQUE (application_id);

--
-- Name: agreement_key_signature agreement_key_signature_pkey; Type: CONSTRAINT; Schema: sharing; Owner: -
--

ALTER TABLE ONLY sharing.agreement_key_signature
    ADD CONSTRAINT agreement_key_signature_pkey PRIMARY KEY (agreement_id, side);

--
-- Name: agreement agreement_no_key; Type: CONSTRAINT; Schema: sharing; Owner: -
--

ALTER TABLE ONLY sharing.agreement
    ADD CONSTRAINT agreement_no_key UNIQUE (no);

--
-- Name: agreement agreement_pkey; Type: CONSTRAINT; Schema: sharing; Owner: -
--

ALTER TABLE ONLY sharing.agreement
    ADD CONSTRAINT agreement_pkey PRIMARY KEY (id);

--
-- Name: application_event application_event_pkey; Type: CONSTRAINT; Schema: sharing; Owner: -
--

ALTER TABLE ONLY sharing.application_event
    ADD CONSTRAINT application_event_pkey PRIMARY KEY (sequence);

--
-- Name: application application_no_key; Type: CONSTRAINT; Schema: sharing; Owner: -
--

ALTER TABLE ONLY sharing.application
    ADD CONSTRAINT application_no_key UNIQUE (no);

--
-- Name: application application_pkey; Type: CONSTRAINT; Schema: sharing; Owner: -
--

ALTER TABLE ONLY sharing.application
    ADD CONSTRAINT application_pkey PRIMARY KEY (id);

--
-- Name: assignment assignment_pkey; Type: CONSTRAINT; Schema: sharing; Owner: -
--

ALTER TABLE ONLY sharing.assignment
    ADD CONSTRAINT assignment_pkey PRIMARY KEY (id);

--
-- Name: demand_event demand_event_pkey; Type: CONSTRAINT; Schema: sharing; Owner: -
--

ALTER TABLE ONLY sharing.demand_event
    ADD CONSTRAINT demand_event_pkey PRIMARY KEY (sequence);

--
-- Name: demand demand_no_key; Type: CONSTRAINT; Schema: sharing; Owner: -
--

ALTER TABLE ONLY sharing.demand
    ADD CONSTRAINT demand_no_key UNIQUE (no);

--
-- Name: demand demand_pkey; Type: CONSTRAINT; Schema: sharing; Owner: -
--

ALTER TABLE ONLY sharing.demand
    ADD CONSTRAINT demand_pkey PRIMARY KEY (id);

--
-- Name: disposal_certificate disposal_certificate_no_key; Type: CONSTRAINT; Schema: sharing; Owner: -
--

ALTER TABLE ONLY sharing.disposal_certificate
    ADD CONSTRAINT disposal_certificate_no_key UNIQUE (no);

--
-- Name: disposal_certificate disposal_certificate_pkey; Type: CONSTRAINT; Schema: sharing; Owner: -
--

ALTER TABLE ONLY sharing.disposal_certificate
    ADD CONSTRAINT disposal_certificate_pkey PRIMARY KEY (disposal_id, round);

--
-- Name: disposal_event disposal_event_pkey; Type: CONSTRAINT; Schema: sharing; Owner: -
--

ALTER TABLE ONLY sharing.disposal_event
    ADD CONSTRAINT disposal_event_pkey PRIMARY KEY (sequence);

--
-- Name: disposal disposal_grant_id_key; Type: CONSTRAINT; Schema: sharing; Owner: -
--

ALTER TABLE ONLY sharing.disposal
    ADD CONSTRAINT disposal_grant_id_key UNIQUE (grant_id);

--
-- Name: disposal disposal_no_key; Type: CONSTRAINT; Schema: sharing; Owner: -
--

ALTER TABLE ONLY sharing.disposal
    ADD CONSTRAINT disposal_no_key UNIQUE (no);

--
-- Name: disposal disposal_pkey; Type: CONSTRAINT; Schema: sharing; Owner: -
--

ALTER TABLE ONLY sharing.disposal
    ADD CONSTRAINT disposal_pkey PRIMARY KEY (id);

--
-- Name: dispute_event dispute_event_pkey; Type: CONSTRAINT; Schema: sharing; Owner: -
--

ALTER TABLE ONLY sharing.dispute_event
    ADD CONSTRAINT dispute_event_pkey PRIMARY KEY (sequence);

--
-- Name: dispute dispute_no_key; Type: CONSTRAINT; Schema: sharing; Owner: -
--

ALTER TABLE ONLY sharing.dispute
    ADD CONSTRAINT dispute_no_key UNIQUE (no);

--
-- Name: dispute dispute_other_hands; Type: CHECK CONSTRAINT; Schema: sharing; Owner: -
--

ALTER TABLE sharing.dispute
    ADD CONSTRAINT dispute_other_hands CHECK (((NOT COALESCE((confirmed_by = ANY (hands)), false)) AND (NOT COALESCE((entered_by = ANY (hands)), false)))) NOT VALID;

--
-- Name: dispute dispute_pkey; Type: CONSTRAINT; Schema: sharing; Owner: -
--

ALTER TABLE ONLY sharing.dispute
    ADD CONSTRAINT dispute_pkey PRIMARY KEY (id);

--
-- Name: filing_event filing_event_pkey; Type: CONSTRAINT; Schema: sharing; Owner: -
--

ALTER TABLE ONLY sharing.filing_event
    ADD CONSTRAINT filing_event_pkey PRIMARY KEY (sequence);

--
-- Name: filing_grant filing_grant_pkey; Type: CONSTRAINT; Schema: sharing; Owner: -
--

ALTER TABLE ONLY sharing.filing_grant
    ADD CONSTRAINT filing_grant_pkey PRIMARY KEY (filing_id, grant_id);

--
-- Name: filing filing_no_key; Type: CONSTRAINT; Schema: sharing; Owner: -
--

ALTER TABLE ONLY sharing.filing
    ADD CONSTRAINT filing_no_key UNIQUE (no);

--
-- Name: filing_party filing_party_filing_id_requester_org_id_key; Type: CONSTRAINT; Schema: sharing; Owner: -
--

ALTER TABLE ONLY sharing.filing_party
    ADD CONSTRAINT filing_party_filing_id_requester_org_id_key UNIQUE (filing_id, requester_org_id);

--
-- Name: filing_party filing_party_pkey; Type: CONSTRAINT; Schema: sharing; Owner: -
--

ALTER TABLE ONLY sharing.filing_party
    ADD CONSTRAINT filing_party_pkey PRIMARY KEY (id);

--
-- Name: filing filing_pkey; Type: CONSTRAINT; Schema: sharing; Owner: -
--

ALTER TABLE ONLY sharing.filing
    ADD CONSTRAINT filing_pkey PRIMARY KEY (id);

--
-- Name: grant_version grant_version_pkey; Type: CONSTRAINT; Schema: sharing; Owner: -
--

ALTER TABLE ONLY sharing.grant_version
    ADD CONSTRAINT grant_version_pkey PRIMARY KEY (grant_id, version);

--
-- Name: handling handling_pkey; Type: CONSTRAINT; Schema: sharing; Owner: -
--

ALTER TABLE ONLY sharing.handling
    ADD CONSTRAINT handling_pkey PRIMARY KEY (id);

--
-- Name: number_counter number_counter_pkey; Type: CONSTRAINT; Schema: sharing; Owner: -
--

ALTER TABLE ONLY sharing.number_counter
    ADD CONSTRAINT number_counter_pkey PRIMARY KEY (prefix, day);

--
-- Name: offer offer_application_id_key; Type: CONSTRAINT; Schema: sharing; Owner: -
--

ALTER TABLE ONLY sharing.offer
    ADD CONSTRAINT offer_application_id_key UNIQUE (application_id);

--
-- Name: offer offer_pkey; Type: CONSTRAINT; Schema: sharing; Owner: -
--

ALTER TABLE ONLY sharing.offer
    ADD CONSTRAINT offer_pkey PRIMARY KEY (id);

--
-- Name: official_letter official_letter_pkey; Type: CONSTRAINT; Schema: sharing; Owner: -
--

ALTER TABLE ONLY sharing.official_letter
    ADD CONSTRAINT official_letter_pkey PRIMARY KEY (id);

--
-- Name: paper_permission paper_permission_pkey; Type: CONSTRAINT; Schema: sharing; Owner: -
--

ALTER TABLE ONLY sharing.paper_permission
    ADD CONSTRAINT paper_permission_pkey PRIMARY KEY (id);

--
-- Name: paper_signature paper_signature_pkey; Type: CONSTRAINT; Schema: sharing; Owner: -
--

ALTER TABLE ONLY sharing.paper_signature
    ADD CONSTRAINT paper_signature_pkey PRIMARY KEY (id);

--
-- Name: printed_agreement printed_agreement_pkey; Type: CONSTRAINT; Schema: sharing; Owner: -
--

ALTER TABLE ONLY sharing.printed_agreement
    ADD CONSTRAINT printed_agreement_pkey PRIMARY KEY (agreement_id, bytes, digest);

--
-- Name: question_set question_set_pkey; Type: CONSTRAINT; Schema: sharing; Owner: -
--

ALTER TABLE ONLY sharing.question_set
    ADD CONSTRAINT question_set_pkey PRIMARY KEY (region_code, version);

--
-- Name: reply_extension reply_extension_pkey; Type: CONSTRAINT; Schema: sharing; Owner: -
--

ALTER TABLE ONLY sharing.reply_extension
    ADD CONSTRAINT reply_extension_pkey PRIMARY KEY (id);

--
-- Name: reuse reuse_pkey; Type: CONSTRAINT; Schema: sharing; Owner: -
--

ALTER TABLE ONLY sharing.reuse
    ADD CONSTRAINT reuse_pkey PRIMARY KEY (application_id);

--
-- Name: share_grant share_grant_agreement_id_key; Type: CONSTRAINT; Schema: sharing; Owner: -
--

ALTER TABLE ONLY sharing.share_grant
    ADD CONSTRAINT share_grant_agreement_id_key UNIQUE (agreement_id);

--
-- Name: share_grant share_grant_application_id_key; Type: CONSTRAINT; Schema: sharing; Owner: -
--

ALTER TABLE ONLY sharing.share_grant
    ADD CONSTRAINT share_grant_application_id_key UNIQUE (application_id);

--
-- Name: share_grant share_grant_no_key; Type: CONSTRAINT; Schema: sharing; Owner: -
--

ALTER TABLE ONLY sharing.share_grant
    ADD CONSTRAINT share_grant_no_key UNIQUE (no);

--
-- Name: share_grant share_grant_pkey; Type: CONSTRAINT; Schema: sharing; Owner: -
--

ALTER TABLE ONLY sharing.share_grant
    ADD CONSTRAINT share_grant_pkey PRIMARY KEY (id);

--
-- Name: stamped_copy stamped_copy_agreement_id_side_scan_digest_key; Type: CONSTRAINT; Schema: sharing; Owner: -
--

ALTER TABLE ONLY sharing.stamped_copy
    ADD CONSTRAINT stamped_copy_agreement_id_side_scan_digest_key UNIQUE (agreement_id, side, scan_digest);

--
-- Name: stamped_copy stamped_copy_pkey; Type: CONSTRAINT; Schema: sharing; Owner: -
--

ALTER TABLE ONLY sharing.stamped_copy
    ADD CONSTRAINT stamped_copy_pkey PRIMARY KEY (id);

--
-- Name: stoppage_look stoppage_look_pkey; Type: CONSTRAINT; Schema: sharing; Owner: -
--

ALTER TABLE ONLY sharing.stoppage_look
    ADD CONSTRAINT stoppage_look_pkey PRIMARY KEY (one);

--
-- Name: stoppage stoppage_pkey; Type: CONSTRAINT; Schema: sharing; Owner: -
--

ALTER TABLE ONLY sharing.stoppage
    ADD CONSTRAINT stoppage_pkey PRIMARY KEY (id);

--
-- Name: submission submission_pkey; Type: CONSTRAINT; Schema: sharing; Owner: -
--

ALTER TABLE ONLY sharing.submission
    ADD CONSTRAINT submission_pkey PRIMARY KEY (application_id, no);

--
-- Name: supplement_notice supplement_notice_pkey; Type: CONSTRAINT; Schema: sharing; Owner: -
--

ALTER TABLE ONLY sharing.supplement_notice
    ADD CONSTRAINT supplement_notice_pkey PRIMARY KEY (application_id, no);

--
-- Name: suspension_event suspension_event_pkey; Type: CONSTRAINT; Schema: sharing; Owner: -
--

ALTER TABLE ONLY sharing.suspension_event
    ADD CONSTRAINT suspension_event_pkey PRIMARY KEY (sequence);

--
-- Name: suspension suspension_grant_id_no_key; Type: CONSTRAINT; Schema: sharing; Owner: -
--

ALTER TABLE ONLY sharing.suspension
    ADD CONSTRAINT suspension_grant_id_no_key UNIQUE (grant_id, no);

--
-- Name: suspension suspension_pkey; Type: CONSTRAINT; Schema: sharing; Owner: -
--

ALTER TABLE ONLY sharing.suspension
    ADD CONSTRAINT suspension_pkey PRIMARY KEY (id);

--
-- Name: template_use template_use_pkey; Type: CONSTRAINT; Schema: sharing; Owner: -
--

ALTER TABLE ONLY sharing.template_use
    ADD CONSTRAINT template_use_pkey PRIMARY KEY (application_id);

--
-- Name: unit_key unit_key_pkey; Type: CONSTRAINT; Schema: sharing; Owner: -
--

ALTER TABLE ONLY sharing.unit_key
    ADD CONSTRAINT unit_key_pkey PRIMARY KEY (id);

--
-- Name: use_month use_month_grant_id_month_key; Type: CONSTRAINT; Schema: sharing; Owner: -
--

ALTER TABLE ONLY sharing.use_month
    ADD CONSTRAINT use_month_grant_id_month_key UNIQUE (grant_id, month);

--
-- Name: use_month use_month_pkey; Type: CONSTRAINT; Schema: sharing; Owner: -
--

ALTER TABLE ONLY sharing.use_month
    ADD CONSTRAINT use_month_pkey PRIMARY KEY (id);

--
-- Name: use_record use_record_grant_id_quarter_key; Type: CONSTRAINT; Schema: sharing; Owner: -
--

ALTER TABLE ONLY sharing.use_record
    ADD CONSTRAINT use_record_grant_id_quarter_key UNIQUE (grant_id, quarter);

--
-- Name: use_record use_record_pkey; Type: CONSTRAINT; Schema: sharing; Owner: -
--

ALTER TABLE ONLY sharing.use_record
    ADD CONSTRAINT use_record_pkey PRIMARY KEY (id);

--
-- Name: use_sample use_sample_pkey; Type: CONSTRAINT; Schema: sharing; Owner: -
--

ALTER TABLE ONLY sharing.use_sample
    ADD CONSTRAINT use_sample_pkey PRIMARY KEY (record_id);

--
-- Name: use_statement use_statement_grant_id_no_key; Type: CONSTRAINT; Schema: sharing; Owner: -
--

ALTER TABLE ONLY sharing.use_statement
    ADD CONSTRAINT use_statement_grant_id_no_key UNIQUE (grant_id, no);

--
-- Name: use_statement use_statement_pkey; Type: CONSTRAINT; Schema: sharing; Owner: -
--

ALTER TABLE ONLY sharing.use_statement
    ADD CONSTRAINT use_statement_pkey PRIMARY KEY (id);

--
-- Name: use_template use_template_pkey; Type: CONSTRAINT; Schema: sharing; Owner: -
--

ALTER TABLE ONLY sharing.use_template
    ADD CONSTRAINT use_template_pkey PRIMARY KEY (id);

--
-- Name: use_template_version use_template_version_pkey; Type: CONSTRAINT; Schema: sharing; Owner: -
--

ALTER TABLE ONLY sharing.use_template_version
    ADD CONSTRAINT use_template_version_pkey PRIMARY KEY (template_id, version);

--
-- Name: delegated_act_delegation; Type: INDEX; Schema: audit; Owner: -
--

CREATE INDEX delegated_act_delegation ON audit.delegated_act USING btree (delegation_id, at DESC, record_id DESC);

--
-- Name: head_size; Type: INDEX; Schema: audit; Owner: -
--

CREATE INDEX head_size ON audit.head USING btree (log, size);

--
-- Name: leaf_action; Type: INDEX; Schema: audit; Owner: -
--

CREATE INDEX leaf_action ON audit.leaf USING btree (action, log, index);

--
-- Name: leaf_grant; Type: INDEX; Schema: audit; Owner: -
--

CREATE INDEX leaf_grant ON audit.leaf USING btree (grant_id, at) WHERE (grant_id IS NOT NULL);

--
-- Name: leaf_object; Type: INDEX; Schema: audit; Owner: -
--

CREATE INDEX leaf_object ON audit.leaf USING btree (object_kind, object_id, log, index) WHERE (object_id IS NOT NULL);

--
-- Name: leaf_org; Type: INDEX; Schema: audit; Owner: -
--

CREATE INDEX leaf_org ON audit.leaf USING btree (org_id, log, index);

--
-- Name: leaf_record; Type: INDEX; Schema: audit; Owner: -
--

CREATE UNIQUE INDEX leaf_record ON audit.leaf USING btree (record_id);

--
-- Name: tree_open; Type: INDEX; Schema: audit; Owner: -
--

CREATE UNIQUE INDEX tree_open ON audit.tree USING btree (open) WHERE open;

--
-- Name: unended_at; Type: INDEX; Schema: audit; Owner: -
--

CREATE INDEX unended_at ON audit.unended USING btree (at);

--
-- Name: acknowledgement_of_consumer; Type: INDEX; Schema: catalog; Owner: -
--

CREATE INDEX acknowledgement_of_consumer ON catalog.acknowledgement USING btree (organisation_id, id);

--
-- Name: acknowledgement_of_region; Type: INDEX; Schema: catalog; Owner: -
--

CREATE INDEX acknowledgement_of_region ON catalog.acknowledgement USING btree (region_code, id);

--
-- Name: acknowledgement_one_open; Type: INDEX; Schema: catalog; Owner: -
--

CREATE UNIQUE INDEX acknowledgement_one_open ON catalog.acknowledgement USING btree (entry_id, organisation_id) WHERE (closed_at IS NULL);

--
-- Name: adjustment_of_department; Type: INDEX; Schema: catalog; Owner: -
--

CREATE INDEX adjustment_of_department ON catalog.adjustment USING btree (provider_org_id, id);

--
-- Name: adjustment_of_entry; Type: INDEX; Schema: catalog; Owner: -
--

CREATE INDEX adjustment_of_entry ON catalog.adjustment USING btree (entry_id, id);

--
-- Name: adjustment_of_region; Type: INDEX; Schema: catalog; Owner: -
--

CREATE INDEX adjustment_of_region ON catalog.adjustment USING btree (region_code, id);

--
-- Name: adjustment_one_open; Type: INDEX; Schema: catalog; Owner: -
--

CREATE UNIQUE INDEX adjustment_one_open ON catalog.adjustment USING btree (entry_id) WHERE (state = ANY (ARRAY['proposed'::text, 'unanswered'::text, 'objected'::text]));

--
-- Name: campaign_of_region; Type: INDEX; Schema: catalog; Owner: -
--

CREATE INDEX campaign_of_region ON catalog.campaign USING btree (region_code, id);

--
-- Name: campaign_part_of_organisation; Type: INDEX; Schema: catalog; Owner: -
--

CREATE INDEX campaign_part_of_organisation ON catalog.campaign_part USING btree (organisation_id, campaign_id);

--
-- Name: change_event_latest; Type: INDEX; Schema: catalog; Owner: -
--

CREATE INDEX change_event_latest ON catalog.change_event USING btree (recorded_at DESC, id DESC);

--
-- Name: claim_assignment_asked; Type: INDEX; Schema: catalog; Owner: -
--

CREATE INDEX claim_assignment_asked ON catalog.claim_assignment USING btree (organisation_id) WHERE (state = 'open'::text);

--
-- Name: claim_assignment_entry; Type: INDEX; Schema: catalog; Owner: -
--

CREATE INDEX claim_assignment_entry ON catalog.claim_assignment USING btree (entry_id);

--
-- Name: claim_assignment_one_open; Type: INDEX; Schema: catalog; Owner: -
--

CREATE UNIQUE INDEX claim_assignment_one_open ON catalog.claim_assignment USING btree (entry_id, organisation_id) WHERE (state = 'open'::text);

--
-- Name: claim_one_open; Type: INDEX; Schema: catalog; Owner: -
--

CREATE UNIQUE INDEX claim_one_open ON catalog.claim USING btree (entry_id) WHERE (released_at IS NULL);

--
-- Name: condition_article; Type: INDEX; Schema: catalog; Owner: -
--

CREATE INDEX condition_article ON catalog.condition USING btree (basis_article_id) WHERE (basis_article_id IS NOT NULL);

--
-- Name: condition_named; Type: INDEX; Schema: catalog; Owner: -
--

CREATE INDEX condition_named ON catalog.condition USING btree (basis_title, basis_doc_no, basis_article) WHERE ((basis_article_id IS NULL) AND (basis_title IS NOT NULL));

--
-- Name: conformance_nonconformity_of_organisation; Type: INDEX; Schema: catalog; Owner: -
--

CREATE INDEX conformance_nonconformity_of_organisation ON catalog.conformance_nonconformity USING btree (organisation_id, state, id);

--
-- Name: conformance_nonconformity_of_region; Type: INDEX; Schema: catalog; Owner: -
--

CREATE INDEX conformance_nonconformity_of_region ON catalog.conformance_nonconformity USING btree (region_code, state, id);

--
-- Name: conformance_nonconformity_standing; Type: INDEX; Schema: catalog; Owner: -
--

CREATE UNIQUE INDEX conformance_nonconformity_standing ON catalog.conformance_nonconformity USING btree (entry_id, rule, field) WHERE (state <> 'mended'::text);

--
-- Name: conformance_run_of_region; Type: INDEX; Schema: catalog; Owner: -
--

CREATE INDEX conformance_run_of_region ON catalog.conformance_run USING btree (region_code, id);

--
-- Name: conformance_run_one_running; Type: INDEX; Schema: catalog; Owner: -
--

CREATE UNIQUE INDEX conformance_run_one_running ON catalog.conformance_run USING btree (region_code) WHERE (state = 'running'::text);

--
-- Name: datum_source_of_entry; Type: INDEX; Schema: catalog; Owner: -
--

CREATE INDEX datum_source_of_entry ON catalog.datum_source USING btree (entry_id);

--
-- Name: datum_source_standing; Type: INDEX; Schema: catalog; Owner: -
--

CREATE UNIQUE INDEX datum_source_standing ON catalog.datum_source USING btree (finding_id, place, no) WHERE (ended_revision IS NULL);

--
-- Name: datum_source_target; Type: INDEX; Schema: catalog; Owner: -
--

CREATE INDEX datum_source_target ON catalog.datum_source USING btree (source_entry_id);

--
-- Name: denial_basis_article; Type: INDEX; Schema: catalog; Owner: -
--

CREATE INDEX denial_basis_article ON catalog.denial_basis USING btree (article_id) WHERE (article_id IS NOT NULL);

--
-- Name: denial_basis_named; Type: INDEX; Schema: catalog; Owner: -
--

CREATE INDEX denial_basis_named ON catalog.denial_basis USING btree (title, doc_no, article) WHERE (article_id IS NULL);

--
-- Name: denial_reassessment_of_organisation; Type: INDEX; Schema: catalog; Owner: -
--

CREATE INDEX denial_reassessment_of_organisation ON catalog.denial_reassessment USING btree (organisation_id, id);

--
-- Name: denial_reassessment_of_region; Type: INDEX; Schema: catalog; Owner: -
--

CREATE INDEX denial_reassessment_of_region ON catalog.denial_reassessment USING btree (authority_region, id);

--
-- Name: denial_reassessment_open; Type: INDEX; Schema: catalog; Owner: -
--

CREATE UNIQUE INDEX denial_reassessment_open ON catalog.denial_reassessment USING btree (entry_id) WHERE (closed_at IS NULL);

--
-- Name: denial_ruling_once; Type: INDEX; Schema: catalog; Owner: -
--

CREATE UNIQUE INDEX denial_ruling_once ON catalog.denial_ruling USING btree (entry_id, revision_no, ruled_at, COALESCE(item_no, 0));

--
-- Name: designation_one_open; Type: INDEX; Schema: catalog; Owner: -
--

CREATE UNIQUE INDEX designation_one_open ON catalog.designation USING btree (element_id, region_code) WHERE (ended_on IS NULL);

--
-- Name: entry_name_per_provider; Type: INDEX; Schema: catalog; Owner: -
--

CREATE UNIQUE INDEX entry_name_per_provider ON catalog.entry USING btree (provider_org_id, name_folded) WHERE ((NOT sample) AND (state <> ALL (ARRAY['withdrawn'::text, 'retired'::text])));

--
-- Name: entry_name_skeleton; Type: INDEX; Schema: catalog; Owner: -
--

CREATE INDEX entry_name_skeleton ON catalog.entry USING btree (provider_org_id, catalog.name_skeleton(name_folded));

--
-- Name: entry_source; Type: INDEX; Schema: catalog; Owner: -
--

CREATE UNIQUE INDEX entry_source ON catalog.entry USING btree (source, source_id) WHERE (source IS NOT NULL);

--
-- Name: finding_element_once; Type: INDEX; Schema: catalog; Owner: -
--

CREATE UNIQUE INDEX finding_element_once ON catalog.finding USING btree (entry_id, target_id) WHERE ((place = 'item'::text) AND (state <> 'gone'::text));

--
-- Name: finding_of_entry; Type: INDEX; Schema: catalog; Owner: -
--

CREATE INDEX finding_of_entry ON catalog.finding USING btree (entry_id);

--
-- Name: finding_once; Type: INDEX; Schema: catalog; Owner: -
--

CREATE UNIQUE INDEX finding_once ON catalog.finding USING btree (entry_id, kind, target_id, place, item_no) WHERE (place <> 'item'::text);

--
-- Name: finding_open; Type: INDEX; Schema: catalog; Owner: -
--

CREATE INDEX finding_open ON catalog.finding USING btree (entry_id) WHERE (state = 'open'::text);

--
-- Name: finding_target; Type: INDEX; Schema: catalog; Owner: -
--

CREATE INDEX finding_target ON catalog.finding USING btree (target_id);

--
-- Name: history_entry; Type: INDEX; Schema: catalog; Owner: -
--

CREATE INDEX history_entry ON catalog.history USING btree (entry_id, id);

--
-- Name: import_job_kept; Type: INDEX; Schema: catalog; Owner: -
--

CREATE INDEX import_job_kept ON catalog.import_job USING btree (progressed_at) WHERE (file_erased_at IS NULL);

--
-- Name: import_job_of_organisation; Type: INDEX; Schema: catalog; Owner: -
--

CREATE INDEX import_job_of_organisation ON catalog.import_job USING btree (started_org_id, id);

--
-- Name: import_job_working; Type: INDEX; Schema: catalog; Owner: -
--

CREATE INDEX import_job_working ON catalog.import_job USING btree (progressed_at) WHERE (state = ANY (ARRAY['checking'::text, 'applying'::text, 'undoing'::text]));

--
-- Name: import_row_of_entry; Type: INDEX; Schema: catalog; Owner: -
--

CREATE INDEX import_row_of_entry ON catalog.import_row USING btree (entry_id) WHERE (entry_id IS NOT NULL);

--
-- Name: import_row_outcome; Type: INDEX; Schema: catalog; Owner: -
--

CREATE INDEX import_row_outcome ON catalog.import_row USING btree (job_id, outcome, row_no);

--
-- Name: item_data_element; Type: INDEX; Schema: catalog; Owner: -
--

CREATE INDEX item_data_element ON catalog.item USING btree (data_element) WHERE (data_element IS NOT NULL);

--
-- Name: item_name; Type: INDEX; Schema: catalog; Owner: -
--

CREATE INDEX item_name ON catalog.item USING btree (name_zh);

--
-- Name: listing_due; Type: INDEX; Schema: catalog; Owner: -
--

CREATE INDEX listing_due ON catalog.listing USING btree (due_on) WHERE ((state = 'promised'::text) AND (told_due_on IS NULL));

--
-- Name: listing_not_told; Type: INDEX; Schema: catalog; Owner: -
--

CREATE INDEX listing_not_told ON catalog.listing USING btree (entry_id) WHERE ((state = ANY (ARRAY['mounted'::text, 'interrupted'::text])) AND (NOT stale_told));

--
-- Name: opinion_template_once; Type: INDEX; Schema: catalog; Owner: -
--

CREATE UNIQUE INDEX opinion_template_once ON catalog.opinion_template USING btree (org_id, kind, md5(text));

--
-- Name: recall_open; Type: INDEX; Schema: catalog; Owner: -
--

CREATE UNIQUE INDEX recall_open ON catalog.recall USING btree (entry_id) WHERE (closed_at IS NULL);

--
-- Name: revision_case_of_entry; Type: INDEX; Schema: catalog; Owner: -
--

CREATE INDEX revision_case_of_entry ON catalog.revision_case USING btree (entry_id) WHERE (state <> 'closed'::text);

--
-- Name: revision_case_of_event; Type: INDEX; Schema: catalog; Owner: -
--

CREATE INDEX revision_case_of_event ON catalog.revision_case USING btree (event_id, id);

--
-- Name: revision_case_once; Type: INDEX; Schema: catalog; Owner: -
--

CREATE UNIQUE INDEX revision_case_once ON catalog.revision_case USING btree (event_id, entry_id) WHERE (outcome IS DISTINCT FROM 'entry-retired'::text);

--
-- Name: revision_collection_article; Type: INDEX; Schema: catalog; Owner: -
--

CREATE INDEX revision_collection_article ON catalog.revision USING btree (((fields #>> '{collection,basis,articleId}'::text[]))) WHERE ((fields #>> '{collection,basis,articleId}'::text[]) IS NOT NULL);

--
-- Name: revision_collection_named; Type: INDEX; Schema: catalog; Owner: -
--

CREATE INDEX revision_collection_named ON catalog.revision USING btree (((fields #>> '{collection,basis,title}'::text[]))) WHERE (((fields #>> '{collection,basis,title}'::text[]) IS NOT NULL) AND ((fields #>> '{collection,basis,articleId}'::text[]) IS NULL));

--
-- Name: revision_one_in_force; Type: INDEX; Schema: catalog; Owner: -
--

CREATE UNIQUE INDEX revision_one_in_force ON catalog.revision USING btree (entry_id) WHERE (state = 'effective'::text);

--
-- Name: saved_search_subscribed; Type: INDEX; Schema: catalog; Owner: -
--

CREATE INDEX saved_search_subscribed ON catalog.saved_search USING btree (id) WHERE is_subscribed;

--
-- Name: search_document_changed; Type: INDEX; Schema: catalog; Owner: -
--

CREATE INDEX search_document_changed ON catalog.search_document USING btree (changed);

--
-- Name: search_document_provider; Type: INDEX; Schema: catalog; Owner: -
--

CREATE INDEX search_document_provider ON catalog.search_document USING btree (provider_org_id);

--
-- Name: search_document_readings; Type: INDEX; Schema: catalog; Owner: -
--

CREATE INDEX search_document_readings ON catalog.search_document USING btree (readings_version, entry_id);

--
-- Name: search_document_tokens; Type: INDEX; Schema: catalog; Owner: -
--

CREATE INDEX search_document_tokens ON catalog.search_document USING gin (tokens) WITH (fastupdate=off);

--
-- Name: standing_consent_one_open; Type: INDEX; Schema: catalog; Owner: -
--

CREATE UNIQUE INDEX standing_consent_one_open ON catalog.standing_consent USING btree (entry_id) WHERE (ended_on IS NULL);

--
-- Name: status_change_of_entry; Type: INDEX; Schema: catalog; Owner: -
--

CREATE INDEX status_change_of_entry ON catalog.status_change USING btree (entry_id, id);

--
-- Name: status_change_one_open; Type: INDEX; Schema: catalog; Owner: -
--

CREATE UNIQUE INDEX status_change_one_open ON catalog.status_change USING btree (entry_id, ((kind = 'suspension'::text))) WHERE (outcome IS NULL);

--
-- Name: transfer_line_of_receiver; Type: INDEX; Schema: catalog; Owner: -
--

CREATE INDEX transfer_line_of_receiver ON catalog.transfer_line USING btree (receiver_org_id, state);

--
-- Name: transfer_line_one_open; Type: INDEX; Schema: catalog; Owner: -
--

CREATE UNIQUE INDEX transfer_line_one_open ON catalog.transfer_line USING btree (entry_id) WHERE (state = ANY (ARRAY['orphaned'::text, 'offered'::text]));

--
-- Name: transfer_of_department; Type: INDEX; Schema: catalog; Owner: -
--

CREATE INDEX transfer_of_department ON catalog.transfer USING btree (from_org_id, id);

--
-- Name: translated_field_of_chinese; Type: INDEX; Schema: catalog; Owner: -
--

CREATE INDEX translated_field_of_chinese ON catalog.translated_field USING hash (source_zh);

--
-- Name: used_by_entry; Type: INDEX; Schema: catalog; Owner: -
--

CREATE INDEX used_by_entry ON catalog.used_by USING btree (entry_id);

--
-- Name: watched_entry_by_entry; Type: INDEX; Schema: catalog; Owner: -
--

CREATE INDEX watched_entry_by_entry ON catalog.watched_entry USING btree (entry_id);

--
-- Name: webhook_attempt_of; Type: INDEX; Schema: catalog; Owner: -
--

CREATE INDEX webhook_attempt_of ON catalog.webhook_attempt USING btree (webhook_id, id DESC);

--
-- Name: webhook_due; Type: INDEX; Schema: catalog; Owner: -
--

CREATE INDEX webhook_due ON catalog.webhook USING btree (next_attempt_at, id) WHERE (state = 'enabled'::text);

--
-- Name: webhook_former_until; Type: INDEX; Schema: catalog; Owner: -
--

CREATE INDEX webhook_former_until ON catalog.webhook USING btree (former_until) WHERE (former_until IS NOT NULL);

--
-- Name: webhook_of_organisation; Type: INDEX; Schema: catalog; Owner: -
--

CREATE INDEX webhook_of_organisation ON catalog.webhook USING btree (org_id, id);

--
-- Name: evidence_file_of; Type: INDEX; Schema: correction; Owner: -
--

CREATE INDEX evidence_file_of ON correction.evidence_file USING btree (request_id, attached_at);

--
-- Name: request_by_authority; Type: INDEX; Schema: correction; Owner: -
--

CREATE INDEX request_by_authority ON correction.request USING btree (authority_region_code, created_at DESC, id DESC);

--
-- Name: request_by_provider; Type: INDEX; Schema: correction; Owner: -
--

CREATE INDEX request_by_provider ON correction.request USING gin (asked_org_ids);

--
-- Name: request_by_requester; Type: INDEX; Schema: correction; Owner: -
--

CREATE INDEX request_by_requester ON correction.request USING btree (requester_org_id, created_at DESC, id DESC);

--
-- Name: request_given; Type: INDEX; Schema: correction; Owner: -
--

CREATE INDEX request_given ON correction.request USING btree (provider_org_id) WHERE (state = ANY (ARRAY['filed'::text, 'verifying'::text, 'awaiting-signature'::text]));

--
-- Name: request_open_of_entry; Type: INDEX; Schema: correction; Owner: -
--

CREATE INDEX request_open_of_entry ON correction.request USING btree (entry_id) WHERE (state = ANY (ARRAY['filed'::text, 'verifying'::text, 'awaiting-signature'::text, 'disputed'::text, 'at-authority'::text]));

--
-- Name: request_raised; Type: INDEX; Schema: correction; Owner: -
--

CREATE INDEX request_raised ON correction.request USING btree (requester_org_id) WHERE (state <> ALL (ARRAY['confirmed'::text, 'upheld'::text, 'withdrawn'::text]));

--
-- Name: step_of; Type: INDEX; Schema: correction; Owner: -
--

CREATE INDEX step_of ON correction.step USING btree (request_id, sequence);

--
-- Name: begun_case_post; Type: INDEX; Schema: desk; Owner: -
--

CREATE INDEX begun_case_post ON desk.begun_case USING btree (org_id, power, moved_at DESC, id DESC);

--
-- Name: delegation_delegate; Type: INDEX; Schema: desk; Owner: -
--

CREATE INDEX delegation_delegate ON desk.delegation USING btree (org_id, delegate_id, given_at DESC, id DESC);

--
-- Name: delegation_org; Type: INDEX; Schema: desk; Owner: -
--

CREATE INDEX delegation_org ON desk.delegation USING btree (org_id, given_at DESC, id DESC);

--
-- Name: delegation_person; Type: INDEX; Schema: desk; Owner: -
--

CREATE INDEX delegation_person ON desk.delegation USING btree (org_id, person_id, given_at DESC, id DESC);

--
-- Name: handover_org; Type: INDEX; Schema: desk; Owner: -
--

CREATE INDEX handover_org ON desk.handover USING btree (org_id, at DESC, id DESC);

--
-- Name: mail_attempt_at; Type: INDEX; Schema: desk; Owner: -
--

CREATE INDEX mail_attempt_at ON desk.mail_attempt USING btree (at DESC, id DESC);

--
-- Name: mail_attempt_mail; Type: INDEX; Schema: desk; Owner: -
--

CREATE INDEX mail_attempt_mail ON desk.mail_attempt USING btree (mail_id, at);

--
-- Name: mail_ended; Type: INDEX; Schema: desk; Owner: -
--

CREATE INDEX mail_ended ON desk.mail USING btree (ended_at) WHERE (state <> 'waiting'::text);

--
-- Name: mail_line_mail; Type: INDEX; Schema: desk; Owner: -
--

CREATE INDEX mail_line_mail ON desk.mail_line USING btree (mail_id);

--
-- Name: mail_waiting; Type: INDEX; Schema: desk; Owner: -
--

CREATE INDEX mail_waiting ON desk.mail USING btree (next_attempt_at, id) WHERE (state = 'waiting'::text);

--
-- Name: notice_mail_unplaced; Type: INDEX; Schema: desk; Owner: -
--

CREATE INDEX notice_mail_unplaced ON desk.notice USING btree (given_at, id) WHERE (NOT mail_placed);

--
-- Name: notice_org; Type: INDEX; Schema: desk; Owner: -
--

CREATE INDEX notice_org ON desk.notice USING btree (org_id, power, given_at DESC);

--
-- Name: notice_person; Type: INDEX; Schema: desk; Owner: -
--

CREATE INDEX notice_person ON desk.notice USING btree (person_id, given_at DESC);

--
-- Name: notice_region; Type: INDEX; Schema: desk; Owner: -
--

CREATE INDEX notice_region ON desk.notice USING btree (region_code, power, given_at DESC);

--
-- Name: todo_closed_by; Type: INDEX; Schema: desk; Owner: -
--

CREATE INDEX todo_closed_by ON desk.todo USING btree (closed_by, closed_at DESC);

--
-- Name: todo_held_by; Type: INDEX; Schema: desk; Owner: -
--

CREATE INDEX todo_held_by ON desk.todo USING btree (held_by) WHERE ((closed_at IS NULL) AND (held_by IS NOT NULL));

--
-- Name: todo_open_key; Type: INDEX; Schema: desk; Owner: -
--

CREATE UNIQUE INDEX todo_open_key ON desk.todo USING btree (key) WHERE (closed_at IS NULL);

--
-- Name: todo_org; Type: INDEX; Schema: desk; Owner: -
--

CREATE INDEX todo_org ON desk.todo USING btree (org_id, power) WHERE (closed_at IS NULL);

--
-- Name: todo_person; Type: INDEX; Schema: desk; Owner: -
--

CREATE INDEX todo_person ON desk.todo USING btree (person_id) WHERE (closed_at IS NULL);

--
-- Name: todo_region; Type: INDEX; Schema: desk; Owner: -
--

CREATE INDEX todo_region ON desk.todo USING btree (region_code, power) WHERE (closed_at IS NULL);

--
-- Name: todo_subject; Type: INDEX; Schema: desk; Owner: -
--

CREATE INDEX todo_subject ON desk.todo USING btree (subject_kind, subject_id);

--
-- Name: quota_use_period; Type: INDEX; Schema: gateway; Owner: -
--

CREATE INDEX quota_use_period ON gateway.quota_use USING btree (period);

--
-- Name: service_of_entry; Type: INDEX; Schema: gateway; Owner: -
--

CREATE INDEX service_of_entry ON gateway.service USING btree (entry_id);

--
-- Name: service_of_organisation; Type: INDEX; Schema: gateway; Owner: -
--

CREATE INDEX service_of_organisation ON gateway.service USING btree (org_id);

--
-- Name: service_online_of_entry; Type: INDEX; Schema: gateway; Owner: -
--

CREATE UNIQUE INDEX service_online_of_entry ON gateway.service USING btree (entry_id) WHERE (state = 'online'::text);

--
-- Name: jobs_main_index; Type: INDEX; Schema: graphile_worker; Owner: -
--

CREATE INDEX jobs_main_index ON graphile_worker._private_jobs USING btree (priority, run_at) INCLUDE (id, task_id, job_queue_id) WHERE (is_available = true);

--
-- Name: jobs_no_queue_index; Type: INDEX; Schema: graphile_worker; Owner: -
--

CREATE INDEX jobs_no_queue_index ON graphile_worker._private_jobs USING btree (priority, run_at) INCLUDE (id, task_id) WHERE ((is_available = true) AND (job_queue_id IS NULL));

--
-- Name: authority_has_one_lead; Type: INDEX; Schema: identity; Owner: -
--

CREATE UNIQUE INDEX authority_has_one_lead ON identity.authority_member USING btree (region_code) WHERE lead;

--
-- Name: document_of_organisation; Type: INDEX; Schema: identity; Owner: -
--

CREATE INDEX document_of_organisation ON identity.document USING btree (org_id, kind);

--
-- Name: machine_client_of_organisation; Type: INDEX; Schema: identity; Owner: -
--

CREATE INDEX machine_client_of_organisation ON identity.machine_client USING btree (org_id);

--
-- Name: post_is_held_once; Type: INDEX; Schema: identity; Owner: -
--

CREATE UNIQUE INDEX post_is_held_once ON identity.post USING btree (person_id, org_id, role) WHERE (state = ANY (ARRAY['proposed'::text, 'confirmed'::text]));

--
-- Name: post_of_organisation; Type: INDEX; Schema: identity; Owner: -
--

CREATE INDEX post_of_organisation ON identity.post USING btree (org_id, role) WHERE (state = 'confirmed'::text);

--
-- Name: session_of_person; Type: INDEX; Schema: identity; Owner: -
--

CREATE INDEX session_of_person ON identity.session USING btree (person_id) WHERE (ended_at IS NULL);

--
-- Name: system_import_of_organisation; Type: INDEX; Schema: identity; Owner: -
--

CREATE INDEX system_import_of_organisation ON identity.system_import USING btree (org_id, started_at);

--
-- Name: system_import_row_outcome; Type: INDEX; Schema: identity; Owner: -
--

CREATE INDEX system_import_row_outcome ON identity.system_import_row USING btree (import_id, outcome, row_no);

--
-- Name: three_administrators_are_three_people; Type: INDEX; Schema: identity; Owner: -
--

CREATE UNIQUE INDEX three_administrators_are_three_people ON identity.post USING btree (person_id) WHERE ((state = ANY (ARRAY['proposed'::text, 'confirmed'::text])) AND (role = ANY (ARRAY['SYS_ADMIN'::text, 'SEC_ADMIN'::text, 'AUDIT_ADMIN'::text])));

--
-- Name: used_assertion_expires_at; Type: INDEX; Schema: identity; Owner: -
--

CREATE INDEX used_assertion_expires_at ON identity.used_assertion USING btree (expires_at);

--
-- Name: article_instrument; Type: INDEX; Schema: law; Owner: -
--

CREATE INDEX article_instrument ON law.article USING btree (instrument_id);

--
-- Name: citation_article; Type: INDEX; Schema: law; Owner: -
--

CREATE INDEX citation_article ON law.citation USING btree (article_id);

--
-- Name: clock_case; Type: INDEX; Schema: law; Owner: -
--

CREATE INDEX clock_case ON law.clock USING btree (case_kind, case_id);

--
-- Name: clock_open; Type: INDEX; Schema: law; Owner: -
--

CREATE UNIQUE INDEX clock_open ON law.clock USING btree (case_kind, case_id, rule_key) WHERE (state = ANY (ARRAY['running'::text, 'stopped'::text, 'lapsed'::text]));

--
-- Name: clock_open_calendar; Type: INDEX; Schema: law; Owner: -
--

CREATE INDEX clock_open_calendar ON law.clock USING btree (calendar_id) WHERE (state = ANY (ARRAY['running'::text, 'stopped'::text, 'lapsed'::text]));

--
-- Name: clock_running_due; Type: INDEX; Schema: law; Owner: -
--

CREATE INDEX clock_running_due ON law.clock USING btree (due_at) WHERE (state = 'running'::text);

--
-- Name: feed_latest; Type: INDEX; Schema: platform; Owner: -
--

CREATE INDEX feed_latest ON platform.feed USING btree (topic, kind, key, "position" DESC);

--
-- Name: idempotent_call_made_at; Type: INDEX; Schema: platform; Owner: -
--

CREATE INDEX idempotent_call_made_at ON platform.idempotent_call USING btree (made_at);

--
-- Name: application_by_entry; Type: INDEX; Schema: sharing; Owner: -
--

CREATE INDEX application_by_entry ON sharing.application USING btree (entry_id);

--
-- Name: application_by_provider; Type: INDEX; Schema: sharing; Owner: -
--

CREATE INDEX application_by_provider ON sharing.application USING btree (provider_org_id, submitted_at DESC);

--
-- Name: application_by_requester; Type: INDEX; Schema: sharing; Owner: -
--

CREATE INDEX application_by_requester ON sharing.application USING btree (requester_org_id, created_at DESC);

--
-- Name: application_event_of; Type: INDEX; Schema: sharing; Owner: -
--

CREATE INDEX application_event_of ON sharing.application_event USING btree (application_id, sequence);

--
-- Name: application_renewal_under_way; Type: INDEX; Schema: sharing; Owner: -
--

CREATE UNIQUE INDEX application_renewal_under_way ON sharing.application USING btree (renews_grant_id) WHERE ((renews_grant_id IS NOT NULL) AND (decided_at IS NULL) AND (state <> 'withdrawn'::text));

--
-- Name: assignment_of; Type: INDEX; Schema: sharing; Owner: -
--

CREATE INDEX assignment_of ON sharing.assignment USING btree (handling_id, assigned_at);

--
-- Name: assignment_open; Type: INDEX; Schema: sharing; Owner: -
--

CREATE UNIQUE INDEX assignment_open ON sharing.assignment USING btree (handling_id, division_id) WHERE (ended_at IS NULL);

--
-- Name: demand_by_authority; Type: INDEX; Schema: sharing; Owner: -
--

CREATE INDEX demand_by_authority ON sharing.demand USING btree (authority_region_code, created_at DESC);

--
-- Name: demand_by_provider; Type: INDEX; Schema: sharing; Owner: -
--

CREATE INDEX demand_by_provider ON sharing.demand USING btree (provider_org_id, created_at DESC);

--
-- Name: demand_by_requester; Type: INDEX; Schema: sharing; Owner: -
--

CREATE INDEX demand_by_requester ON sharing.demand USING btree (requester_org_id, created_at DESC);

--
-- Name: demand_event_of; Type: INDEX; Schema: sharing; Owner: -
--

CREATE INDEX demand_event_of ON sharing.demand_event USING btree (demand_id, sequence);

--
-- Name: demand_followers; Type: INDEX; Schema: sharing; Owner: -
--

CREATE INDEX demand_followers ON sharing.demand USING btree (merged_into) WHERE (merged_into IS NOT NULL);

--
-- Name: demand_promises; Type: INDEX; Schema: sharing; Owner: -
--

CREATE INDEX demand_promises ON sharing.demand USING btree (promised_on) WHERE ((state = 'promised'::text) AND (told_promised_on IS NULL));

--
-- Name: disposal_by_authority; Type: INDEX; Schema: sharing; Owner: -
--

CREATE INDEX disposal_by_authority ON sharing.disposal USING btree (authority_region_code, ordered_at DESC, id DESC);

--
-- Name: disposal_by_provider; Type: INDEX; Schema: sharing; Owner: -
--

CREATE INDEX disposal_by_provider ON sharing.disposal USING btree (provider_org_id, ordered_at DESC, id DESC);

--
-- Name: disposal_by_requester; Type: INDEX; Schema: sharing; Owner: -
--

CREATE INDEX disposal_by_requester ON sharing.disposal USING btree (requester_org_id, ordered_at DESC, id DESC);

--
-- Name: disposal_event_of; Type: INDEX; Schema: sharing; Owner: -
--

CREATE INDEX disposal_event_of ON sharing.disposal_event USING btree (disposal_id, sequence);

--
-- Name: dispute_by_authority; Type: INDEX; Schema: sharing; Owner: -
--

CREATE INDEX dispute_by_authority ON sharing.dispute USING btree (authority_region_code, raised_at DESC, id DESC);

--
-- Name: dispute_by_provider; Type: INDEX; Schema: sharing; Owner: -
--

CREATE INDEX dispute_by_provider ON sharing.dispute USING btree (provider_org_id, raised_at DESC, id DESC);

--
-- Name: dispute_by_requester; Type: INDEX; Schema: sharing; Owner: -
--

CREATE INDEX dispute_by_requester ON sharing.dispute USING btree (requester_org_id, raised_at DESC, id DESC);

--
-- Name: dispute_event_of; Type: INDEX; Schema: sharing; Owner: -
--

CREATE INDEX dispute_event_of ON sharing.dispute_event USING btree (dispute_id, sequence);

--
-- Name: dispute_of_application; Type: INDEX; Schema: sharing; Owner: -
--

CREATE INDEX dispute_of_application ON sharing.dispute USING btree (application_id) WHERE (application_id IS NOT NULL);

--
-- Name: dispute_of_correction; Type: INDEX; Schema: sharing; Owner: -
--

CREATE UNIQUE INDEX dispute_of_correction ON sharing.dispute USING btree (correction_id) WHERE ((correction_id IS NOT NULL) AND (state <> 'withdrawn'::text));

--
-- Name: dispute_of_grant; Type: INDEX; Schema: sharing; Owner: -
--

CREATE INDEX dispute_of_grant ON sharing.dispute USING btree (grant_id) WHERE (grant_id IS NOT NULL);

--
-- Name: dispute_open_application; Type: INDEX; Schema: sharing; Owner: -
--

CREATE UNIQUE INDEX dispute_open_application ON sharing.dispute USING btree (application_id) WHERE ((ended_at IS NULL) AND (application_id IS NOT NULL));

--
-- Name: dispute_open_entry; Type: INDEX; Schema: sharing; Owner: -
--

CREATE UNIQUE INDEX dispute_open_entry ON sharing.dispute USING btree (entry_id, requester_org_id) WHERE ((ended_at IS NULL) AND (kind = 'entry'::text));

--
-- Name: filing_accepted; Type: INDEX; Schema: sharing; Owner: -
--

CREATE INDEX filing_accepted ON sharing.filing USING btree (effective_on) WHERE (state = 'accepted'::text);

--
-- Name: filing_by_authority; Type: INDEX; Schema: sharing; Owner: -
--

CREATE INDEX filing_by_authority ON sharing.filing USING btree (authority_region_code, raised_at DESC, id DESC);

--
-- Name: filing_by_provider; Type: INDEX; Schema: sharing; Owner: -
--

CREATE INDEX filing_by_provider ON sharing.filing USING btree (provider_org_id, raised_at DESC, id DESC);

--
-- Name: filing_event_of; Type: INDEX; Schema: sharing; Owner: -
--

CREATE INDEX filing_event_of ON sharing.filing_event USING btree (filing_id, sequence);

--
-- Name: filing_of_entry; Type: INDEX; Schema: sharing; Owner: -
--

CREATE INDEX filing_of_entry ON sharing.filing USING btree (entry_id);

--
-- Name: filing_open; Type: INDEX; Schema: sharing; Owner: -
--

CREATE UNIQUE INDEX filing_open ON sharing.filing USING btree (entry_id) WHERE (ended_at IS NULL);

--
-- Name: filing_party_of; Type: INDEX; Schema: sharing; Owner: -
--

CREATE INDEX filing_party_of ON sharing.filing_party USING btree (requester_org_id);

--
-- Name: handling_held; Type: INDEX; Schema: sharing; Owner: -
--

CREATE INDEX handling_held ON sharing.handling USING btree (organisation_id, holder_id) WHERE (ended_at IS NULL);

--
-- Name: handling_of; Type: INDEX; Schema: sharing; Owner: -
--

CREATE INDEX handling_of ON sharing.handling USING btree (application_id, received_at);

--
-- Name: handling_open; Type: INDEX; Schema: sharing; Owner: -
--

CREATE UNIQUE INDEX handling_open ON sharing.handling USING btree (application_id) WHERE (ended_at IS NULL);

--
-- Name: offer_by_provider; Type: INDEX; Schema: sharing; Owner: -
--

CREATE INDEX offer_by_provider ON sharing.offer USING btree (provider_org_id, prepared_at DESC, id DESC);

--
-- Name: offer_by_requester; Type: INDEX; Schema: sharing; Owner: -
--

CREATE INDEX offer_by_requester ON sharing.offer USING btree (requester_org_id, prepared_at DESC, id DESC);

--
-- Name: offer_open; Type: INDEX; Schema: sharing; Owner: -
--

CREATE UNIQUE INDEX offer_open ON sharing.offer USING btree (entry_id, requester_org_id) WHERE (state = 'open'::text);

--
-- Name: offer_running_out; Type: INDEX; Schema: sharing; Owner: -
--

CREATE INDEX offer_running_out ON sharing.offer USING btree (open_until) WHERE (state = 'open'::text);

--
-- Name: official_letter_of; Type: INDEX; Schema: sharing; Owner: -
--

CREATE INDEX official_letter_of ON sharing.official_letter USING btree (application_id, attached_at);

--
-- Name: paper_permission_in_region; Type: INDEX; Schema: sharing; Owner: -
--

CREATE INDEX paper_permission_in_region ON sharing.paper_permission USING btree (region_code, given_at DESC, id DESC);

--
-- Name: paper_permission_open; Type: INDEX; Schema: sharing; Owner: -
--

CREATE UNIQUE INDEX paper_permission_open ON sharing.paper_permission USING btree (organisation_id) WHERE (ended_at IS NULL);

--
-- Name: paper_signature_of; Type: INDEX; Schema: sharing; Owner: -
--

CREATE INDEX paper_signature_of ON sharing.paper_signature USING btree (application_id, entered_at);

--
-- Name: paper_signature_open; Type: INDEX; Schema: sharing; Owner: -
--

CREATE UNIQUE INDEX paper_signature_open ON sharing.paper_signature USING btree (application_id) WHERE (state = 'entered'::text);

--
-- Name: reply_extension_once; Type: INDEX; Schema: sharing; Owner: -
--

CREATE UNIQUE INDEX reply_extension_once ON sharing.reply_extension USING btree (application_id) WHERE (state = ANY (ARRAY['asked'::text, 'granted'::text]));

--
-- Name: reuse_from; Type: INDEX; Schema: sharing; Owner: -
--

CREATE INDEX reuse_from ON sharing.reuse USING btree (from_id);

--
-- Name: share_grant_by_provider; Type: INDEX; Schema: sharing; Owner: -
--

CREATE INDEX share_grant_by_provider ON sharing.share_grant USING btree (provider_org_id, granted_at DESC);

--
-- Name: share_grant_by_requester; Type: INDEX; Schema: sharing; Owner: -
--

CREATE INDEX share_grant_by_requester ON sharing.share_grant USING btree (requester_org_id, granted_at DESC);

--
-- Name: share_grant_end_untold; Type: INDEX; Schema: sharing; Owner: -
--

CREATE INDEX share_grant_end_untold ON sharing.share_grant USING btree (valid_to) WHERE (state = 'active'::text);

--
-- Name: share_grant_ran_out; Type: INDEX; Schema: sharing; Owner: -
--

CREATE INDEX share_grant_ran_out ON sharing.share_grant USING btree (valid_to) WHERE ((state = 'active'::text) AND (NOT use_ended));

--
-- Name: share_grant_use_filled; Type: INDEX; Schema: sharing; Owner: -
--

CREATE INDEX share_grant_use_filled ON sharing.share_grant USING btree (use_filled_through);

--
-- Name: stoppage_by_authority; Type: INDEX; Schema: sharing; Owner: -
--

CREATE INDEX stoppage_by_authority ON sharing.stoppage USING btree (authority_region_code, since DESC, id DESC) WHERE (found_at IS NOT NULL);

--
-- Name: stoppage_by_provider; Type: INDEX; Schema: sharing; Owner: -
--

CREATE INDEX stoppage_by_provider ON sharing.stoppage USING btree (provider_org_id, since DESC, id DESC);

--
-- Name: stoppage_open; Type: INDEX; Schema: sharing; Owner: -
--

CREATE UNIQUE INDEX stoppage_open ON sharing.stoppage USING btree (entry_id) WHERE (ended_at IS NULL);

--
-- Name: supplement_notice_open; Type: INDEX; Schema: sharing; Owner: -
--

CREATE UNIQUE INDEX supplement_notice_open ON sharing.supplement_notice USING btree (application_id) WHERE (answered_at IS NULL);

--
-- Name: suspension_event_of; Type: INDEX; Schema: sharing; Owner: -
--

CREATE INDEX suspension_event_of ON sharing.suspension_event USING btree (suspension_id, sequence);

--
-- Name: suspension_open; Type: INDEX; Schema: sharing; Owner: -
--

CREATE UNIQUE INDEX suspension_open ON sharing.suspension USING btree (grant_id) WHERE (ended_at IS NULL);

--
-- Name: template_use_of; Type: INDEX; Schema: sharing; Owner: -
--

CREATE INDEX template_use_of ON sharing.template_use USING btree (template_id);

--
-- Name: unit_key_by_region; Type: INDEX; Schema: sharing; Owner: -
--

CREATE INDEX unit_key_by_region ON sharing.unit_key USING btree (region_code, asked_at DESC, id DESC);

--
-- Name: unit_key_of_one; Type: INDEX; Schema: sharing; Owner: -
--

CREATE UNIQUE INDEX unit_key_of_one ON sharing.unit_key USING btree (public_key) WHERE (state <> 'refused'::text);

--
-- Name: unit_key_one_in_force; Type: INDEX; Schema: sharing; Owner: -
--

CREATE UNIQUE INDEX unit_key_one_in_force ON sharing.unit_key USING btree (organisation_id) WHERE (state = 'in-force'::text);

--
-- Name: unit_key_waits_once; Type: INDEX; Schema: sharing; Owner: -
--

CREATE UNIQUE INDEX unit_key_waits_once ON sharing.unit_key USING btree (organisation_id) WHERE (state = 'asked'::text);

--
-- Name: use_month_of; Type: INDEX; Schema: sharing; Owner: -
--

CREATE INDEX use_month_of ON sharing.use_month USING btree (record_id, month);

--
-- Name: use_record_owed; Type: INDEX; Schema: sharing; Owner: -
--

CREATE INDEX use_record_owed ON sharing.use_record USING btree (grant_id) WHERE (state = 'owed'::text);

--
-- Name: use_record_quarter; Type: INDEX; Schema: sharing; Owner: -
--

CREATE INDEX use_record_quarter ON sharing.use_record USING btree (quarter DESC, id DESC);

--
-- Name: use_sample_of; Type: INDEX; Schema: sharing; Owner: -
--

CREATE INDEX use_sample_of ON sharing.use_sample USING btree (month_id, called_at, record_id);

--
-- Name: use_statement_of; Type: INDEX; Schema: sharing; Owner: -
--

CREATE INDEX use_statement_of ON sharing.use_statement USING btree (record_id, no);

--
-- Name: head head_append_only; Type: TRIGGER; Schema: audit; Owner: -
--

CREATE TRIGGER head_append_only BEFORE DELETE OR UPDATE ON audit.head FOR EACH ROW EXECUTE FUNCTION audit.never();

--
-- Name: leaf leaf_append_only; Type: TRIGGER; Schema: audit; Owner: -
--

CREATE TRIGGER leaf_append_only BEFORE DELETE OR UPDATE ON audit.leaf FOR EACH ROW EXECUTE FUNCTION audit.only_erasure();

--
-- Name: tile tile_grows; Type: TRIGGER; Schema: audit; Owner: -
--

CREATE TRIGGER tile_grows BEFORE DELETE OR UPDATE ON audit.tile FOR EACH ROW EXECUTE FUNCTION audit.only_growth();

--
-- Name: edition edition_kept; Type: TRIGGER; Schema: catalog; Owner: -
--

CREATE TRIGGER edition_kept BEFORE DELETE OR UPDATE ON catalog.edition FOR EACH ROW EXECUTE FUNCTION catalog.keep_edition();

--
-- Name: edition_language edition_language_kept; Type: TRIGGER; Schema: catalog; Owner: -
--

CREATE TRIGGER edition_language_kept BEFORE DELETE OR UPDATE ON catalog.edition_language FOR EACH ROW EXECUTE FUNCTION catalog.keep_edition();

--
-- Name: edition_line edition_line_kept; Type: TRIGGER; Schema: catalog; Owner: -
--

CREATE TRIGGER edition_line_kept BEFORE DELETE OR UPDATE ON catalog.edition_line FOR EACH ROW EXECUTE FUNCTION catalog.keep_edition();

--
-- Name: edition_text edition_text_kept; Type: TRIGGER; Schema: catalog; Owner: -
--

CREATE TRIGGER edition_text_kept BEFORE DELETE OR UPDATE ON catalog.edition_text FOR EACH ROW EXECUTE FUNCTION catalog.keep_edition();

--
-- Name: entry entry_change_noted; Type: TRIGGER; Schema: catalog; Owner: -
--

CREATE TRIGGER entry_change_noted AFTER INSERT OR UPDATE ON catalog.entry FOR EACH ROW EXECUTE FUNCTION catalog.note_change();

--
-- Name: search_document search_document_changes; Type: TRIGGER; Schema: catalog; Owner: -
--

CREATE TRIGGER search_document_changes BEFORE INSERT OR UPDATE ON catalog.search_document FOR EACH ROW EXECUTE FUNCTION catalog.mark_search_document();

--
-- Name: signed_answer signed_answer_is_immutable; Type: TRIGGER; Schema: correction; Owner: -
--

CREATE TRIGGER signed_answer_is_immutable BEFORE DELETE OR UPDATE ON correction.signed_answer FOR EACH ROW EXECUTE FUNCTION correction.refuse_change();

--
-- Name: signed_answer signed_answer_is_kept; Type: TRIGGER; Schema: correction; Owner: -
--

CREATE TRIGGER signed_answer_is_kept BEFORE TRUNCATE ON correction.signed_answer FOR EACH STATEMENT EXECUTE FUNCTION correction.refuse_change();

--
-- Name: clock clock_due_day; Type: TRIGGER; Schema: law; Owner: -
--

CREATE TRIGGER clock_due_day BEFORE UPDATE ON law.clock FOR EACH ROW EXECUTE FUNCTION law.keep_due_day();

--
-- Name: agreement agreement_is_immutable; Type: TRIGGER; Schema: sharing; Owner: -
--

CREATE TRIGGER agreement_is_immutable BEFORE DELETE OR UPDATE ON sharing.agreement FOR EACH ROW EXECUTE FUNCTION sharing.refuse_change();

--
-- Name: agreement_key_signature agreement_key_signature_is_immutable; Type: TRIGGER; Schema: sharing; Owner: -
--

CREATE TRIGGER agreement_key_signature_is_immutable BEFORE DELETE OR UPDATE ON sharing.agreement_key_signature FOR EACH ROW EXECUTE FUNCTION sharing.refuse_change();

--
-- Name: disposal_certificate disposal_certificate_is_immutable; Type: TRIGGER; Schema: sharing; Owner: -
--

CREATE TRIGGER disposal_certificate_is_immutable BEFORE DELETE OR UPDATE ON sharing.disposal_certificate FOR EACH ROW EXECUTE FUNCTION sharing.refuse_change();

--
-- Name: disposal_event disposal_event_is_immutable; Type: TRIGGER; Schema: sharing; Owner: -
--

CREATE TRIGGER disposal_event_is_immutable BEFORE DELETE OR UPDATE ON sharing.disposal_event FOR EACH ROW EXECUTE FUNCTION sharing.refuse_change();

--
-- Name: dispute_event dispute_event_is_immutable; Type: TRIGGER; Schema: sharing; Owner: -
--

CREATE TRIGGER dispute_event_is_immutable BEFORE DELETE OR UPDATE ON sharing.dispute_event FOR EACH ROW EXECUTE FUNCTION sharing.refuse_change();

--
-- Name: filing_event filing_event_is_immutable; Type: TRIGGER; Schema: sharing; Owner: -
--

CREATE TRIGGER filing_event_is_immutable BEFORE DELETE OR UPDATE ON sharing.filing_event FOR EACH ROW EXECUTE FUNCTION sharing.refuse_change();

--
-- Name: grant_version grant_version_is_immutable; Type: TRIGGER; Schema: sharing; Owner: -
--

CREATE TRIGGER grant_version_is_immutable BEFORE DELETE OR UPDATE ON sharing.grant_version FOR EACH ROW EXECUTE FUNCTION sharing.refuse_change();

--
-- Name: question_set question_set_is_immutable; Type: TRIGGER; Schema: sharing; Owner: -
--

CREATE TRIGGER question_set_is_immutable BEFORE DELETE OR UPDATE ON sharing.question_set FOR EACH ROW EXECUTE FUNCTION sharing.refuse_change();

--
-- Name: stamped_copy stamped_copy_is_immutable; Type: TRIGGER; Schema: sharing; Owner: -
--

CREATE TRIGGER stamped_copy_is_immutable BEFORE DELETE OR UPDATE ON sharing.stamped_copy FOR EACH ROW EXECUTE FUNCTION sharing.refuse_change();

--
-- Name: submission submission_is_immutable; Type: TRIGGER; Schema: sharing; Owner: -
--

CREATE TRIGGER submission_is_immutable BEFORE DELETE OR UPDATE ON sharing.submission FOR EACH ROW EXECUTE FUNCTION sharing.refuse_change();

--
-- Name: suspension_event suspension_event_is_immutable; Type: TRIGGER; Schema: sharing; Owner: -
--

CREATE TRIGGER suspension_event_is_immutable BEFORE DELETE OR UPDATE ON sharing.suspension_event FOR EACH ROW EXECUTE FUNCTION sharing.refuse_change();

--
-- Name: use_month use_month_is_immutable; Type: TRIGGER; Schema: sharing; Owner: -
--

CREATE TRIGGER use_month_is_immutable BEFORE UPDATE ON sharing.use_month FOR EACH ROW EXECUTE FUNCTION sharing.refuse_change();

--
-- Name: use_month use_month_kept; Type: TRIGGER; Schema: sharing; Owner: -
--

CREATE TRIGGER use_month_kept BEFORE DELETE ON sharing.use_month FOR EACH ROW EXECUTE FUNCTION sharing.keep_until_then();

--
-- Name: use_month use_month_whole; Type: TRIGGER; Schema: sharing; Owner: -
--

CREATE TRIGGER use_month_whole BEFORE TRUNCATE ON sharing.use_month FOR EACH STATEMENT EXECUTE FUNCTION sharing.keep_until_then();

--
-- Name: use_record use_record_kept; Type: TRIGGER; Schema: sharing; Owner: -
--

CREATE TRIGGER use_record_kept BEFORE DELETE OR UPDATE ON sharing.use_record FOR EACH ROW EXECUTE FUNCTION sharing.keep_until_then();

--
-- Name: use_record use_record_whole; Type: TRIGGER; Schema: sharing; Owner: -
--

CREATE TRIGGER use_record_whole BEFORE TRUNCATE ON sharing.use_record FOR EACH STATEMENT EXECUTE FUNCTION sharing.keep_until_then();

--
-- Name: use_sample use_sample_kept; Type: TRIGGER; Schema: sharing; Owner: -
--

CREATE TRIGGER use_sample_kept BEFORE DELETE OR UPDATE ON sharing.use_sample FOR EACH ROW EXECUTE FUNCTION sharing.keep_until_then();

--
-- Name: use_sample use_sample_once; Type: TRIGGER; Schema: sharing; Owner: -
--

CREATE TRIGGER use_sample_once BEFORE UPDATE ON sharing.use_sample FOR EACH ROW EXECUTE FUNCTION sharing.answer_once();

--
-- Name: use_sample use_sample_whole; Type: TRIGGER; Schema: sharing; Owner: -
--

CREATE TRIGGER use_sample_whole BEFORE TRUNCATE ON sharing.use_sample FOR EACH STATEMENT EXECUTE FUNCTION sharing.keep_until_then();

--
-- Name: use_statement use_statement_is_immutable; Type: TRIGGER; Schema: sharing; Owner: -
--

CREATE TRIGGER use_statement_is_immutable BEFORE UPDATE ON sharing.use_statement FOR EACH ROW EXECUTE FUNCTION sharing.refuse_change();

--
-- Name: use_statement use_statement_kept; Type: TRIGGER; Schema: sharing; Owner: -
--

CREATE TRIGGER use_statement_kept BEFORE DELETE ON sharing.use_statement FOR EACH ROW EXECUTE FUNCTION sharing.keep_until_then();

--
-- Name: use_statement use_statement_whole; Type: TRIGGER; Schema: sharing; Owner: -
--

CREATE TRIGGER use_statement_whole BEFORE TRUNCATE ON sharing.use_statement FOR EACH STATEMENT EXECUTE FUNCTION sharing.keep_until_then();

--
-- Name: use_template_version use_template_version_kept; Type: TRIGGER; Schema: sharing; Owner: -
--

CREATE TRIGGER use_template_version_kept BEFORE DELETE OR UPDATE ON sharing.use_template_version FOR EACH ROW EXECUTE FUNCTION sharing.refuse_change();

--
-- Name: head head_log_fkey; Type: FK CONSTRAINT; Schema: audit; Owner: -
--

ALTER TABLE ONLY audit.head
    ADD CONSTRAINT head_log_fkey FOREIGN KEY (log) REFERENCES audit.tree(log);

--
-- Name: tile tile_log_fkey; Type: FK CONSTRAINT; Schema: audit; Owner: -
--

ALTER TABLE ONLY audit.tile
    ADD CONSTRAINT tile_log_fkey FOREIGN KEY (log) REFERENCES audit.tree(log);

--
-- Name: acknowledgement acknowledgement_entry_id_fkey; Type: FK CONSTRAINT; Schema: catalog; Owner: -
--

ALTER TABLE ONLY catalog.acknowledgement
    ADD CONSTRAINT acknowledgement_entry_id_fkey FOREIGN KEY (entry_id) REFERENCES catalog.entry(id);

--
-- Name: adjustment adjustment_entry_id_fkey; Type: FK CONSTRAINT; Schema: catalog; Owner: -
--

ALTER TABLE ONLY catalog.adjustment
    ADD CONSTRAINT adjustment_entry_id_fkey FOREIGN KEY (entry_id) REFERENCES catalog.entry(id);

--
-- Name: adjustment adjustment_entry_id_revision_no_fkey; Type: FK CONSTRAINT; Schema: catalog; Owner: -
--

ALTER TABLE ONLY catalog.adjustment
    ADD CONSTRAINT adjustment_entry_id_revision_no_fkey FOREIGN KEY (entry_id, revision_no) REFERENCES catalog.revision(entry_id, no);

--
-- Name: campaign_entry campaign_entry_campaign_id_organisation_id_fkey; Type: FK CONSTRAINT; Schema: catalog; Owner: -
--

ALTER TABLE ONLY catalog.campaign_entry
    ADD CONSTRAINT campaign_entry_campaign_id_organisation_id_fkey FOREIGN KEY (campaign_id, organisation_id) REFERENCES catalog.campaign_part(campaign_id, organisation_id);

--
-- Name: campaign_entry campaign_entry_entry_id_fkey; Type: FK CONSTRAINT; Schema: catalog; Owner: -
--

ALTER TABLE ONLY catalog.campaign_entry
    ADD CONSTRAINT campaign_entry_entry_id_fkey FOREIGN KEY (entry_id) REFERENCES catalog.entry(id);

--
-- Name: campaign_part campaign_part_campaign_id_fkey; Type: FK CONSTRAINT; Schema: catalog; Owner: -
--

ALTER TABLE ONLY catalog.campaign_part
    ADD CONSTRAINT campaign_part_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES catalog.campaign(id);

--
-- Name: campaign_prolongation campaign_prolongation_campaign_id_fkey; Type: FK CONSTRAINT; Schema: catalog; Owner: -
--

ALTER TABLE ONLY catalog.campaign_prolongation
    ADD CONSTRAINT campaign_prolongation_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES catalog.campaign(id);

--
-- Name: category category_parent_fkey; Type: FK CONSTRAINT; Schema: catalog; Owner: -
--

ALTER TABLE ONLY catalog.category
    ADD CONSTRAINT category_parent_fkey FOREIGN KEY (parent) REFERENCES catalog.category(code);

--
-- Name: claim_assignment claim_assignment_entry_id_fkey; Type: FK CONSTRAINT; Schema: catalog; Owner: -
--

ALTER TABLE ONLY catalog.claim_assignment
    ADD CONSTRAINT claim_assignment_entry_id_fkey FOREIGN KEY (entry_id) REFERENCES catalog.entry(id);

--
-- Name: claim claim_entry_id_fkey; Type: FK CONSTRAINT; Schema: catalog; Owner: -
--

ALTER TABLE ONLY catalog.claim
    ADD CONSTRAINT claim_entry_id_fkey FOREIGN KEY (entry_id) REFERENCES catalog.entry(id);

--
-- Name: condition condition_entry_id_revision_no_fkey; Type: FK CONSTRAINT; Schema: catalog; Owner: -
--

ALTER TABLE ONLY catalog.condition
    ADD CONSTRAINT condition_entry_id_revision_no_fkey FOREIGN KEY (entry_id, revision_no) REFERENCES catalog.revision(entry_id, no);

--
-- Name: conformance_nonconformity conformance_nonconformity_entry_id_fkey; Type: FK CONSTRAINT; Schema: catalog; Owner: -
--

ALTER TABLE ONLY catalog.conformance_nonconformity
    ADD CONSTRAINT conformance_nonconformity_entry_id_fkey FOREIGN KEY (entry_id) REFERENCES catalog.entry(id);

--
-- Name: conformance_nonconformity conformance_nonconformity_run_id_fkey; Type: FK CONSTRAINT; Schema: catalog; Owner: -
--

ALTER TABLE ONLY catalog.conformance_nonconformity
    ADD CONSTRAINT conformance_nonconformity_run_id_fkey FOREIGN KEY (run_id) REFERENCES catalog.conformance_run(id);

--
-- Name: datum_source datum_source_element_id_fkey; Type: FK CONSTRAINT; Schema: catalog; Owner: -
--

ALTER TABLE ONLY catalog.datum_source
    ADD CONSTRAINT datum_source_element_id_fkey FOREIGN KEY (element_id) REFERENCES catalog.element(id);

--
-- Name: datum_source datum_source_entry_id_fkey; Type: FK CONSTRAINT; Schema: catalog; Owner: -
--

ALTER TABLE ONLY catalog.datum_source
    ADD CONSTRAINT datum_source_entry_id_fkey FOREIGN KEY (entry_id) REFERENCES catalog.entry(id);

--
-- Name: datum_source datum_source_finding_id_fkey; Type: FK CONSTRAINT; Schema: catalog; Owner: -
--

ALTER TABLE ONLY catalog.datum_source
    ADD CONSTRAINT datum_source_finding_id_fkey FOREIGN KEY (finding_id) REFERENCES catalog.finding(id);

--
-- Name: datum_source datum_source_source_entry_id_fkey; Type: FK CONSTRAINT; Schema: catalog; Owner: -
--

ALTER TABLE ONLY catalog.datum_source
    ADD CONSTRAINT datum_source_source_entry_id_fkey FOREIGN KEY (source_entry_id) REFERENCES catalog.entry(id);

--
-- Name: denial_basis denial_basis_entry_id_revision_no_fkey; Type: FK CONSTRAINT; Schema: catalog; Owner: -
--

ALTER TABLE ONLY catalog.denial_basis
    ADD CONSTRAINT denial_basis_entry_id_revision_no_fkey FOREIGN KEY (entry_id, revision_no) REFERENCES catalog.revision(entry_id, no);

--
-- Name: denial_basis denial_basis_item_fkey; Type: FK CONSTRAINT; Schema: catalog; Owner: -
--

ALTER TABLE ONLY catalog.denial_basis
    ADD CONSTRAINT denial_basis_item_fkey FOREIGN KEY (entry_id, revision_no, item_position) REFERENCES catalog.item(entry_id, revision_no, "position");

--
-- Name: denial_reassessment denial_reassessment_entry_id_fkey; Type: FK CONSTRAINT; Schema: catalog; Owner: -
--

ALTER TABLE ONLY catalog.denial_reassessment
    ADD CONSTRAINT denial_reassessment_entry_id_fkey FOREIGN KEY (entry_id) REFERENCES catalog.entry(id);

--
-- Name: denial_ruling denial_ruling_entry_id_revision_no_fkey; Type: FK CONSTRAINT; Schema: catalog; Owner: -
--

ALTER TABLE ONLY catalog.denial_ruling
    ADD CONSTRAINT denial_ruling_entry_id_revision_no_fkey FOREIGN KEY (entry_id, revision_no) REFERENCES catalog.revision(entry_id, no);

--
-- Name: designation designation_element_id_fkey; Type: FK CONSTRAINT; Schema: catalog; Owner: -
--

ALTER TABLE ONLY catalog.designation
    ADD CONSTRAINT designation_element_id_fkey FOREIGN KEY (element_id) REFERENCES catalog.element(id);

--
-- Name: edition edition_former_id_fkey; Type: FK CONSTRAINT; Schema: catalog; Owner: -
--

ALTER TABLE ONLY catalog.edition
    ADD CONSTRAINT edition_former_id_fkey FOREIGN KEY (former_id) REFERENCES catalog.edition(id);

--
-- Name: edition_language edition_language_edition_id_fkey; Type: FK CONSTRAINT; Schema: catalog; Owner: -
--

ALTER TABLE ONLY catalog.edition_language
    ADD CONSTRAINT edition_language_edition_id_fkey FOREIGN KEY (edition_id) REFERENCES catalog.edition(id);

--
-- Name: edition_line edition_line_edition_id_fkey; Type: FK CONSTRAINT; Schema: catalog; Owner: -
--

ALTER TABLE ONLY catalog.edition_line
    ADD CONSTRAINT edition_line_edition_id_fkey FOREIGN KEY (edition_id) REFERENCES catalog.edition(id);

--
-- Name: edition_text edition_text_edition_id_language_fkey; Type: FK CONSTRAINT; Schema: catalog; Owner: -
--

ALTER TABLE ONLY catalog.edition_text
    ADD CONSTRAINT edition_text_edition_id_language_fkey FOREIGN KEY (edition_id, language) REFERENCES catalog.edition_language(edition_id, language);

--
-- Name: edition_text edition_text_edition_id_position_fkey; Type: FK CONSTRAINT; Schema: catalog; Owner: -
--

ALTER TABLE ONLY catalog.edition_text
    ADD CONSTRAINT edition_text_edition_id_position_fkey FOREIGN KEY (edition_id, "position") REFERENCES catalog.edition_line(edition_id, "position");

--
-- Name: element_change element_change_element_id_fkey; Type: FK CONSTRAINT; Schema: catalog; Owner: -
--

ALTER TABLE ONLY catalog.element_change
    ADD CONSTRAINT element_change_element_id_fkey FOREIGN KEY (element_id) REFERENCES catalog.element(id);

--
-- Name: entry_opening entry_opening_entry_id_fkey; Type: FK CONSTRAINT; Schema: catalog; Owner: -
--

ALTER TABLE ONLY catalog.entry_opening
    ADD CONSTRAINT entry_opening_entry_id_fkey FOREIGN KEY (entry_id) REFERENCES catalog.entry(id);

--
-- Name: finding finding_entry_id_fkey; Type: FK CONSTRAINT; Schema: catalog; Owner: -
--

ALTER TABLE ONLY catalog.finding
    ADD CONSTRAINT finding_entry_id_fkey FOREIGN KEY (entry_id) REFERENCES catalog.entry(id);

--
-- Name: history history_entry_id_fkey; Type: FK CONSTRAINT; Schema: catalog; Owner: -
--

ALTER TABLE ONLY catalog.history
    ADD CONSTRAINT history_entry_id_fkey FOREIGN KEY (entry_id) REFERENCES catalog.entry(id);

--
-- Name: import_row import_row_entry_id_fkey; Type: FK CONSTRAINT; Schema: catalog; Owner: -
--

ALTER TABLE ONLY catalog.import_row
    ADD CONSTRAINT import_row_entry_id_fkey FOREIGN KEY (entry_id) REFERENCES catalog.entry(id);

--
-- Name: import_row import_row_job_id_fkey; Type: FK CONSTRAINT; Schema: catalog; Owner: -
--

ALTER TABLE ONLY catalog.import_row
    ADD CONSTRAINT import_row_job_id_fkey FOREIGN KEY (job_id) REFERENCES catalog.import_job(id);

--
-- Name: imported_content imported_content_entry_id_fkey; Type: FK CONSTRAINT; Schema: catalog; Owner: -
--

ALTER TABLE ONLY catalog.imported_content
    ADD CONSTRAINT imported_content_entry_id_fkey FOREIGN KEY (entry_id) REFERENCES catalog.entry(id);

--
-- Name: item item_entry_id_revision_no_fkey; Type: FK CONSTRAINT; Schema: catalog; Owner: -
--

ALTER TABLE ONLY catalog.item
    ADD CONSTRAINT item_entry_id_revision_no_fkey FOREIGN KEY (entry_id, revision_no) REFERENCES catalog.revision(entry_id, no);

--
-- Name: listing listing_entry_id_fkey; Type: FK CONSTRAINT; Schema: catalog; Owner: -
--

ALTER TABLE ONLY catalog.listing
    ADD CONSTRAINT listing_entry_id_fkey FOREIGN KEY (entry_id) REFERENCES catalog.entry(id);

--
-- Name: major_version major_version_entry_id_previous_no_fkey; Type: FK CONSTRAINT; Schema: catalog; Owner: -
--

ALTER TABLE ONLY catalog.major_version
    ADD CONSTRAINT major_version_entry_id_previous_no_fkey FOREIGN KEY (entry_id, previous_no) REFERENCES catalog.revision(entry_id, no);

--
-- Name: major_version major_version_entry_id_revision_no_fkey; Type: FK CONSTRAINT; Schema: catalog; Owner: -
--

ALTER TABLE ONLY catalog.major_version
    ADD CONSTRAINT major_version_entry_id_revision_no_fkey FOREIGN KEY (entry_id, revision_no) REFERENCES catalog.revision(entry_id, no);

--
-- Name: recall recall_entry_id_fkey; Type: FK CONSTRAINT; Schema: catalog; Owner: -
--

ALTER TABLE ONLY catalog.recall
    ADD CONSTRAINT recall_entry_id_fkey FOREIGN KEY (entry_id) REFERENCES catalog.entry(id);

--
-- Name: returned_text returned_text_entry_id_revision_no_fkey; Type: FK CONSTRAINT; Schema: catalog; Owner: -
--

ALTER TABLE ONLY catalog.returned_text
    ADD CONSTRAINT returned_text_entry_id_revision_no_fkey FOREIGN KEY (entry_id, revision_no) REFERENCES catalog.revision(entry_id, no);

--
-- Name: revision_case revision_case_entry_id_fkey; Type: FK CONSTRAINT; Schema: catalog; Owner: -
--

ALTER TABLE ONLY catalog.revision_case
    ADD CONSTRAINT revision_case_entry_id_fkey FOREIGN KEY (entry_id) REFERENCES catalog.entry(id);

--
-- Name: revision_case revision_case_entry_id_revision_no_fkey; Type: FK CONSTRAINT; Schema: catalog; Owner: -
--

ALTER TABLE ONLY catalog.revision_case
    ADD CONSTRAINT revision_case_entry_id_revision_no_fkey FOREIGN KEY (entry_id, revision_no) REFERENCES catalog.revision(entry_id, no);

--
-- Name: revision_case revision_case_event_id_fkey; Type: FK CONSTRAINT; Schema: catalog; Owner: -
--

ALTER TABLE ONLY catalog.revision_case
    ADD CONSTRAINT revision_case_event_id_fkey FOREIGN KEY (event_id) REFERENCES catalog.change_event(id);

--
-- Name: revision revision_entry_id_fkey; Type: FK CONSTRAINT; Schema: catalog; Owner: -
--

ALTER TABLE ONLY catalog.revision
    ADD CONSTRAINT revision_entry_id_fkey FOREIGN KEY (entry_id) REFERENCES catalog.entry(id);

--
-- Name: saved_search_hit saved_search_hit_entry_id_fkey; Type: FK CONSTRAINT; Schema: catalog; Owner: -
--

ALTER TABLE ONLY catalog.saved_search_hit
    ADD CONSTRAINT saved_search_hit_entry_id_fkey FOREIGN KEY (entry_id) REFERENCES catalog.entry(id);

--
-- Name: saved_search_hit saved_search_hit_search_id_fkey; Type: FK CONSTRAINT; Schema: catalog; Owner: -
--

ALTER TABLE ONLY catalog.saved_search_hit
    ADD CONSTRAINT saved_search_hit_search_id_fkey FOREIGN KEY (search_id) REFERENCES catalog.saved_search(id) ON DELETE CASCADE;

--
-- Name: search_document search_document_entry_id_fkey; Type: FK CONSTRAINT; Schema: catalog; Owner: -
--

ALTER TABLE ONLY catalog.search_document
    ADD CONSTRAINT search_document_entry_id_fkey FOREIGN KEY (entry_id) REFERENCES catalog.entry(id);

--
-- Name: standing_consent standing_consent_entry_id_revision_no_fkey; Type: FK CONSTRAINT; Schema: catalog; Owner: -
--

ALTER TABLE ONLY catalog.standing_consent
    ADD CONSTRAINT standing_consent_entry_id_revision_no_fkey FOREIGN KEY (entry_id, revision_no) REFERENCES catalog.revision(entry_id, no);

--
-- Name: status_change status_change_entry_id_fkey; Type: FK CONSTRAINT; Schema: catalog; Owner: -
--

ALTER TABLE ONLY catalog.status_change
    ADD CONSTRAINT status_change_entry_id_fkey FOREIGN KEY (entry_id) REFERENCES catalog.entry(id);

--
-- Name: status_change status_change_successor_id_fkey; Type: FK CONSTRAINT; Schema: catalog; Owner: -
--

ALTER TABLE ONLY catalog.status_change
    ADD CONSTRAINT status_change_successor_id_fkey FOREIGN KEY (successor_id) REFERENCES catalog.entry(id);

--
-- Name: transfer_line transfer_line_entry_id_fkey; Type: FK CONSTRAINT; Schema: catalog; Owner: -
--

ALTER TABLE ONLY catalog.transfer_line
    ADD CONSTRAINT transfer_line_entry_id_fkey FOREIGN KEY (entry_id) REFERENCES catalog.entry(id);

--
-- Name: transfer_line transfer_line_transfer_id_fkey; Type: FK CONSTRAINT; Schema: catalog; Owner: -
--

ALTER TABLE ONLY catalog.transfer_line
    ADD CONSTRAINT transfer_line_transfer_id_fkey FOREIGN KEY (transfer_id) REFERENCES catalog.transfer(id);

--
-- Name: translated_field translated_field_entry_id_language_fkey; Type: FK CONSTRAINT; Schema: catalog; Owner: -
--

ALTER TABLE ONLY catalog.translated_field
    ADD CONSTRAINT translated_field_entry_id_language_fkey FOREIGN KEY (entry_id, language) REFERENCES catalog.translation(entry_id, language);

--
-- Name: translation translation_entry_id_fkey; Type: FK CONSTRAINT; Schema: catalog; Owner: -
--

ALTER TABLE ONLY catalog.translation
    ADD CONSTRAINT translation_entry_id_fkey FOREIGN KEY (entry_id) REFERENCES catalog.entry(id);

--
-- Name: used_by used_by_entry_id_revision_no_fkey; Type: FK CONSTRAINT; Schema: catalog; Owner: -
--

ALTER TABLE ONLY catalog.used_by
    ADD CONSTRAINT used_by_entry_id_revision_no_fkey FOREIGN KEY (entry_id, revision_no) REFERENCES catalog.revision(entry_id, no);

--
-- Name: watched_entry watched_entry_entry_id_fkey; Type: FK CONSTRAINT; Schema: catalog; Owner: -
--

ALTER TABLE ONLY catalog.watched_entry
    ADD CONSTRAINT watched_entry_entry_id_fkey FOREIGN KEY (entry_id) REFERENCES catalog.entry(id);

--
-- Name: webhook_attempt webhook_attempt_webhook_id_fkey; Type: FK CONSTRAINT; Schema: catalog; Owner: -
--

ALTER TABLE ONLY catalog.webhook_attempt
    ADD CONSTRAINT webhook_attempt_webhook_id_fkey FOREIGN KEY (webhook_id) REFERENCES catalog.webhook(id);

--
-- Name: evidence_file evidence_file_request_id_fkey; Type: FK CONSTRAINT; Schema: correction; Owner: -
--

ALTER TABLE ONLY correction.evidence_file
    ADD CONSTRAINT evidence_file_request_id_fkey FOREIGN KEY (request_id) REFERENCES correction.request(id);

--
-- Name: signed_answer signed_answer_request_id_fkey; Type: FK CONSTRAINT; Schema: correction; Owner: -
--

ALTER TABLE ONLY correction.signed_answer
    ADD CONSTRAINT signed_answer_request_id_fkey FOREIGN KEY (request_id) REFERENCES correction.request(id);

--
-- Name: step step_request_id_fkey; Type: FK CONSTRAINT; Schema: correction; Owner: -
--

ALTER TABLE ONLY correction.step
    ADD CONSTRAINT step_request_id_fkey FOREIGN KEY (request_id) REFERENCES correction.request(id);

--
-- Name: digest_line digest_line_notice_id_fkey; Type: FK CONSTRAINT; Schema: desk; Owner: -
--

ALTER TABLE ONLY desk.digest_line
    ADD CONSTRAINT digest_line_notice_id_fkey FOREIGN KEY (notice_id) REFERENCES desk.notice(id);

--
-- Name: digest digest_mail_id_fkey; Type: FK CONSTRAINT; Schema: desk; Owner: -
--

ALTER TABLE ONLY desk.digest
    ADD CONSTRAINT digest_mail_id_fkey FOREIGN KEY (mail_id) REFERENCES desk.mail(id) ON DELETE SET NULL;

--
-- Name: handover_line handover_line_handover_id_fkey; Type: FK CONSTRAINT; Schema: desk; Owner: -
--

ALTER TABLE ONLY desk.handover_line
    ADD CONSTRAINT handover_line_handover_id_fkey FOREIGN KEY (handover_id) REFERENCES desk.handover(id);

--
-- Name: mail_attempt mail_attempt_mail_id_fkey; Type: FK CONSTRAINT; Schema: desk; Owner: -
--

ALTER TABLE ONLY desk.mail_attempt
    ADD CONSTRAINT mail_attempt_mail_id_fkey FOREIGN KEY (mail_id) REFERENCES desk.mail(id) ON DELETE CASCADE;

--
-- Name: mail_choice mail_choice_person_id_fkey; Type: FK CONSTRAINT; Schema: desk; Owner: -
--

ALTER TABLE ONLY desk.mail_choice
    ADD CONSTRAINT mail_choice_person_id_fkey FOREIGN KEY (person_id) REFERENCES desk.mailbox(person_id) ON DELETE CASCADE;

--
-- Name: mail_line mail_line_mail_id_fkey; Type: FK CONSTRAINT; Schema: desk; Owner: -
--

ALTER TABLE ONLY desk.mail_line
    ADD CONSTRAINT mail_line_mail_id_fkey FOREIGN KEY (mail_id) REFERENCES desk.mail(id) ON DELETE CASCADE;

--
-- Name: mail_line mail_line_notice_id_fkey; Type: FK CONSTRAINT; Schema: desk; Owner: -
--

ALTER TABLE ONLY desk.mail_line
    ADD CONSTRAINT mail_line_notice_id_fkey FOREIGN KEY (notice_id) REFERENCES desk.notice(id);

--
-- Name: notice_read notice_read_notice_id_fkey; Type: FK CONSTRAINT; Schema: desk; Owner: -
--

ALTER TABLE ONLY desk.notice_read
    ADD CONSTRAINT notice_read_notice_id_fkey FOREIGN KEY (notice_id) REFERENCES desk.notice(id);

--
-- Name: authority_member authority_member_org_id_fkey; Type: FK CONSTRAINT; Schema: identity; Owner: -
--

ALTER TABLE ONLY identity.authority_member
    ADD CONSTRAINT authority_member_org_id_fkey FOREIGN KEY (org_id) REFERENCES identity.organisation(id);

--
-- Name: authority_member authority_member_region_code_fkey; Type: FK CONSTRAINT; Schema: identity; Owner: -
--

ALTER TABLE ONLY identity.authority_member
    ADD CONSTRAINT authority_member_region_code_fkey FOREIGN KEY (region_code) REFERENCES identity.region(code);

--
-- Name: business_system business_system_division_id_fkey; Type: FK CONSTRAINT; Schema: identity; Owner: -
--

ALTER TABLE ONLY identity.business_system
    ADD CONSTRAINT business_system_division_id_fkey FOREIGN KEY (division_id) REFERENCES identity.division(id);

--
-- Name: business_system business_system_org_id_fkey; Type: FK CONSTRAINT; Schema: identity; Owner: -
--

ALTER TABLE ONLY identity.business_system
    ADD CONSTRAINT business_system_org_id_fkey FOREIGN KEY (org_id) REFERENCES identity.organisation(id);

--
-- Name: demo_account demo_account_person_id_fkey; Type: FK CONSTRAINT; Schema: identity; Owner: -
--

ALTER TABLE ONLY identity.demo_account
    ADD CONSTRAINT demo_account_person_id_fkey FOREIGN KEY (person_id) REFERENCES identity.person(id);

--
-- Name: division division_org_id_fkey; Type: FK CONSTRAINT; Schema: identity; Owner: -
--

ALTER TABLE ONLY identity.division
    ADD CONSTRAINT division_org_id_fkey FOREIGN KEY (org_id) REFERENCES identity.organisation(id);

--
-- Name: document document_org_id_fkey; Type: FK CONSTRAINT; Schema: identity; Owner: -
--

ALTER TABLE ONLY identity.document
    ADD CONSTRAINT document_org_id_fkey FOREIGN KEY (org_id) REFERENCES identity.organisation(id);

--
-- Name: former_name former_name_org_id_fkey; Type: FK CONSTRAINT; Schema: identity; Owner: -
--

ALTER TABLE ONLY identity.former_name
    ADD CONSTRAINT former_name_org_id_fkey FOREIGN KEY (org_id) REFERENCES identity.organisation(id);

--
-- Name: former_password former_password_person_id_fkey; Type: FK CONSTRAINT; Schema: identity; Owner: -
--

ALTER TABLE ONLY identity.former_password
    ADD CONSTRAINT former_password_person_id_fkey FOREIGN KEY (person_id) REFERENCES identity.person(id);

--
-- Name: machine_client machine_client_org_id_fkey; Type: FK CONSTRAINT; Schema: identity; Owner: -
--

ALTER TABLE ONLY identity.machine_client
    ADD CONSTRAINT machine_client_org_id_fkey FOREIGN KEY (org_id) REFERENCES identity.organisation(id);

--
-- Name: machine_client machine_client_system_id_fkey; Type: FK CONSTRAINT; Schema: identity; Owner: -
--

ALTER TABLE ONLY identity.machine_client
    ADD CONSTRAINT machine_client_system_id_fkey FOREIGN KEY (system_id) REFERENCES identity.business_system(id);

--
-- Name: organisation organisation_parent_id_fkey; Type: FK CONSTRAINT; Schema: identity; Owner: -
--

ALTER TABLE ONLY identity.organisation
    ADD CONSTRAINT organisation_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES identity.organisation(id);

--
-- Name: organisation organisation_region_code_fkey; Type: FK CONSTRAINT; Schema: identity; Owner: -
--

ALTER TABLE ONLY identity.organisation
    ADD CONSTRAINT organisation_region_code_fkey FOREIGN KEY (region_code) REFERENCES identity.region(code);

--
-- Name: organisation organisation_sharing_office_head_id_fkey; Type: FK CONSTRAINT; Schema: identity; Owner: -
--

ALTER TABLE ONLY identity.organisation
    ADD CONSTRAINT organisation_sharing_office_head_id_fkey FOREIGN KEY (sharing_office_head_id) REFERENCES identity.person(id);

--
-- Name: organisation organisation_successor_id_fkey; Type: FK CONSTRAINT; Schema: identity; Owner: -
--

ALTER TABLE ONLY identity.organisation
    ADD CONSTRAINT organisation_successor_id_fkey FOREIGN KEY (successor_id) REFERENCES identity.organisation(id);

--
-- Name: person person_home_org_id_fkey; Type: FK CONSTRAINT; Schema: identity; Owner: -
--

ALTER TABLE ONLY identity.person
    ADD CONSTRAINT person_home_org_id_fkey FOREIGN KEY (home_org_id) REFERENCES identity.organisation(id);

--
-- Name: post post_division_id_fkey; Type: FK CONSTRAINT; Schema: identity; Owner: -
--

ALTER TABLE ONLY identity.post
    ADD CONSTRAINT post_division_id_fkey FOREIGN KEY (division_id) REFERENCES identity.division(id);

--
-- Name: post post_org_id_fkey; Type: FK CONSTRAINT; Schema: identity; Owner: -
--

ALTER TABLE ONLY identity.post
    ADD CONSTRAINT post_org_id_fkey FOREIGN KEY (org_id) REFERENCES identity.organisation(id);

--
-- Name: post post_person_id_fkey; Type: FK CONSTRAINT; Schema: identity; Owner: -
--

ALTER TABLE ONLY identity.post
    ADD CONSTRAINT post_person_id_fkey FOREIGN KEY (person_id) REFERENCES identity.person(id);

--
-- Name: region region_parent_code_fkey; Type: FK CONSTRAINT; Schema: identity; Owner: -
--

ALTER TABLE ONLY identity.region
    ADD CONSTRAINT region_parent_code_fkey FOREIGN KEY (parent_code) REFERENCES identity.region(code);

--
-- Name: session session_acting_post_id_fkey; Type: FK CONSTRAINT; Schema: identity; Owner: -
--

ALTER TABLE ONLY identity.session
    ADD CONSTRAINT session_acting_post_id_fkey FOREIGN KEY (acting_post_id) REFERENCES identity.post(id);

--
-- Name: session session_person_id_fkey; Type: FK CONSTRAINT; Schema: identity; Owner: -
--

ALTER TABLE ONLY identity.session
    ADD CONSTRAINT session_person_id_fkey FOREIGN KEY (person_id) REFERENCES identity.person(id);

--
-- Name: system_import system_import_org_id_fkey; Type: FK CONSTRAINT; Schema: identity; Owner: -
--

ALTER TABLE ONLY identity.system_import
    ADD CONSTRAINT system_import_org_id_fkey FOREIGN KEY (org_id) REFERENCES identity.organisation(id);

--
-- Name: system_import_row system_import_row_import_id_fkey; Type: FK CONSTRAINT; Schema: identity; Owner: -
--

ALTER TABLE ONLY identity.system_import_row
    ADD CONSTRAINT system_import_row_import_id_fkey FOREIGN KEY (import_id) REFERENCES identity.system_import(id) ON DELETE CASCADE;

--
-- Name: system_import_row system_import_row_system_id_fkey; Type: FK CONSTRAINT; Schema: identity; Owner: -
--

ALTER TABLE ONLY identity.system_import_row
    ADD CONSTRAINT system_import_row_system_id_fkey FOREIGN KEY (system_id) REFERENCES identity.business_system(id);

--
-- Name: used_assertion used_assertion_client_id_fkey; Type: FK CONSTRAINT; Schema: identity; Owner: -
--

ALTER TABLE ONLY identity.used_assertion
    ADD CONSTRAINT used_assertion_client_id_fkey FOREIGN KEY (client_id) REFERENCES identity.machine_client(id);

--
-- Name: article article_instrument_id_fkey; Type: FK CONSTRAINT; Schema: law; Owner: -
--

ALTER TABLE ONLY law.article
    ADD CONSTRAINT article_instrument_id_fkey FOREIGN KEY (instrument_id) REFERENCES law.instrument(id);

--
-- Name: calendar_day calendar_day_calendar_id_fkey; Type: FK CONSTRAINT; Schema: law; Owner: -
--

ALTER TABLE ONLY law.calendar_day
    ADD CONSTRAINT calendar_day_calendar_id_fkey FOREIGN KEY (calendar_id) REFERENCES law.calendar(id);

--
-- Name: calendar calendar_parent_id_fkey; Type: FK CONSTRAINT; Schema: law; Owner: -
--

ALTER TABLE ONLY law.calendar
    ADD CONSTRAINT calendar_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES law.calendar(id);

--
-- Name: calendar_year calendar_year_calendar_id_fkey; Type: FK CONSTRAINT; Schema: law; Owner: -
--

ALTER TABLE ONLY law.calendar_year
    ADD CONSTRAINT calendar_year_calendar_id_fkey FOREIGN KEY (calendar_id) REFERENCES law.calendar(id);

--
-- Name: citation citation_article_id_fkey; Type: FK CONSTRAINT; Schema: law; Owner: -
--

ALTER TABLE ONLY law.citation
    ADD CONSTRAINT citation_article_id_fkey FOREIGN KEY (article_id) REFERENCES law.article(id);

--
-- Name: clock clock_calendar_id_fkey; Type: FK CONSTRAINT; Schema: law; Owner: -
--

ALTER TABLE ONLY law.clock
    ADD CONSTRAINT clock_calendar_id_fkey FOREIGN KEY (calendar_id) REFERENCES law.calendar(id);

--
-- Name: clock_warning clock_warning_clock_id_fkey; Type: FK CONSTRAINT; Schema: law; Owner: -
--

ALTER TABLE ONLY law.clock_warning
    ADD CONSTRAINT clock_warning_clock_id_fkey FOREIGN KEY (clock_id) REFERENCES law.clock(id);

--
-- Name: aggregation_answer aggregation_answer_application_id_fkey; Type: FK CONSTRAINT; Schema: sharing; Owner: -
--

ALTER TABLE ONLY sharing.aggregation_answer
    ADD CONSTRAINT aggregation_answer_application_id_fkey FOREIGN KEY (application_id) REFERENCES sharing.application(id);

--
-- Name: agreement agreement_application_id_fkey; Type: FK CONSTRAINT; Schema: sharing; Owner: -
--

ALTER TABLE ONLY sharing.agreement
    ADD CONSTRAINT agreement_application_id_fkey FOREIGN KEY (application_id) REFERENCES sharing.application(id);

--
-- Name: agreement_key_signature agreement_key_signature_agreement_id_fkey; Type: FK CONSTRAINT; Schema: sharing; Owner: -
--

ALTER TABLE ONLY sharing.agreement_key_signature
    ADD CONSTRAINT agreement_key_signature_agreement_id_fkey FOREIGN KEY (agreement_id) REFERENCES sharing.agreement(id);

--
-- Name: agreement_key_signature agreement_key_signature_key_id_fkey; Type: FK CONSTRAINT; Schema: sharing; Owner: -
--

ALTER TABLE ONLY sharing.agreement_key_signature
    ADD CONSTRAINT agreement_key_signature_key_id_fkey FOREIGN KEY (key_id) REFERENCES sharing.unit_key(id);

--
-- Name: application_event application_event_application_id_fkey; Type: FK CONSTRAINT; Schema: sharing; Owner: -
--

ALTER TABLE ONLY sharing.application_event
    ADD CONSTRAINT application_event_application_id_fkey FOREIGN KEY (application_id) REFERENCES sharing.application(id);

--
-- Name: application application_renews_grant_id_fkey; Type: FK CONSTRAINT; Schema: sharing; Owner: -
--

ALTER TABLE ONLY sharing.application
    ADD CONSTRAINT application_renews_grant_id_fkey FOREIGN KEY (renews_grant_id) REFERENCES sharing.share_grant(id);

--
-- Name: assignment assignment_handling_id_fkey; Type: FK CONSTRAINT; Schema: sharing; Owner: -
--

ALTER TABLE ONLY sharing.assignment
    ADD CONSTRAINT assignment_handling_id_fkey FOREIGN KEY (handling_id) REFERENCES sharing.handling(id);

--
-- Name: demand demand_application_id_fkey; Type: FK CONSTRAINT; Schema: sharing; Owner: -
--

ALTER TABLE ONLY sharing.demand
    ADD CONSTRAINT demand_application_id_fkey FOREIGN KEY (application_id) REFERENCES sharing.application(id);

--
-- Name: demand_event demand_event_demand_id_fkey; Type: FK CONSTRAINT; Schema: sharing; Owner: -
--

ALTER TABLE ONLY sharing.demand_event
    ADD CONSTRAINT demand_event_demand_id_fkey FOREIGN KEY (demand_id) REFERENCES sharing.demand(id);

--
-- Name: demand demand_merged_into_fkey; Type: FK CONSTRAINT; Schema: sharing; Owner: -
--

ALTER TABLE ONLY sharing.demand
    ADD CONSTRAINT demand_merged_into_fkey FOREIGN KEY (merged_into) REFERENCES sharing.demand(id);

--
-- Name: disposal_certificate disposal_certificate_disposal_id_fkey; Type: FK CONSTRAINT; Schema: sharing; Owner: -
--

ALTER TABLE ONLY sharing.disposal_certificate
    ADD CONSTRAINT disposal_certificate_disposal_id_fkey FOREIGN KEY (disposal_id) REFERENCES sharing.disposal(id);

--
-- Name: disposal_event disposal_event_disposal_id_fkey; Type: FK CONSTRAINT; Schema: sharing; Owner: -
--

ALTER TABLE ONLY sharing.disposal_event
    ADD CONSTRAINT disposal_event_disposal_id_fkey FOREIGN KEY (disposal_id) REFERENCES sharing.disposal(id);

--
-- Name: disposal disposal_grant_id_fkey; Type: FK CONSTRAINT; Schema: sharing; Owner: -
--

ALTER TABLE ONLY sharing.disposal
    ADD CONSTRAINT disposal_grant_id_fkey FOREIGN KEY (grant_id) REFERENCES sharing.share_grant(id);

--
-- Name: dispute dispute_application_id_fkey; Type: FK CONSTRAINT; Schema: sharing; Owner: -
--

ALTER TABLE ONLY sharing.dispute
    ADD CONSTRAINT dispute_application_id_fkey FOREIGN KEY (application_id) REFERENCES sharing.application(id);

--
-- Name: dispute_event dispute_event_dispute_id_fkey; Type: FK CONSTRAINT; Schema: sharing; Owner: -
--

ALTER TABLE ONLY sharing.dispute_event
    ADD CONSTRAINT dispute_event_dispute_id_fkey FOREIGN KEY (dispute_id) REFERENCES sharing.dispute(id);

--
-- Name: dispute dispute_grant_id_fkey; Type: FK CONSTRAINT; Schema: sharing; Owner: -
--

ALTER TABLE ONLY sharing.dispute
    ADD CONSTRAINT dispute_grant_id_fkey FOREIGN KEY (grant_id) REFERENCES sharing.share_grant(id);

--
-- Name: filing_event filing_event_filing_id_fkey; Type: FK CONSTRAINT; Schema: sharing; Owner: -
--

ALTER TABLE ONLY sharing.filing_event
    ADD CONSTRAINT filing_event_filing_id_fkey FOREIGN KEY (filing_id) REFERENCES sharing.filing(id);

--
-- Name: filing_grant filing_grant_filing_id_fkey; Type: FK CONSTRAINT; Schema: sharing; Owner: -
--

ALTER TABLE ONLY sharing.filing_grant
    ADD CONSTRAINT filing_grant_filing_id_fkey FOREIGN KEY (filing_id) REFERENCES sharing.filing(id);

--
-- Name: filing_grant filing_grant_filing_id_requester_org_id_fkey; Type: FK CONSTRAINT; Schema: sharing; Owner: -
--

ALTER TABLE ONLY sharing.filing_grant
    ADD CONSTRAINT filing_grant_filing_id_requester_org_id_fkey FOREIGN KEY (filing_id, requester_org_id) REFERENCES sharing.filing_party(filing_id, requester_org_id);

--
-- Name: filing_grant filing_grant_grant_id_fkey; Type: FK CONSTRAINT; Schema: sharing; Owner: -
--

ALTER TABLE ONLY sharing.filing_grant
    ADD CONSTRAINT filing_grant_grant_id_fkey FOREIGN KEY (grant_id) REFERENCES sharing.share_grant(id);

--
-- Name: filing_party filing_party_filing_id_fkey; Type: FK CONSTRAINT; Schema: sharing; Owner: -
--

ALTER TABLE ONLY sharing.filing_party
    ADD CONSTRAINT filing_party_filing_id_fkey FOREIGN KEY (filing_id) REFERENCES sharing.filing(id);

--
-- Name: grant_version grant_version_grant_id_fkey; Type: FK CONSTRAINT; Schema: sharing; Owner: -
--

ALTER TABLE ONLY sharing.grant_version
    ADD CONSTRAINT grant_version_grant_id_fkey FOREIGN KEY (grant_id) REFERENCES sharing.share_grant(id);

--
-- Name: handling handling_application_id_fkey; Type: FK CONSTRAINT; Schema: sharing; Owner: -
--

ALTER TABLE ONLY sharing.handling
    ADD CONSTRAINT handling_application_id_fkey FOREIGN KEY (application_id) REFERENCES sharing.application(id);

--
-- Name: offer offer_application_id_fkey; Type: FK CONSTRAINT; Schema: sharing; Owner: -
--

ALTER TABLE ONLY sharing.offer
    ADD CONSTRAINT offer_application_id_fkey FOREIGN KEY (application_id) REFERENCES sharing.application(id);

--
-- Name: official_letter official_letter_application_id_fkey; Type: FK CONSTRAINT; Schema: sharing; Owner: -
--

ALTER TABLE ONLY sharing.official_letter
    ADD CONSTRAINT official_letter_application_id_fkey FOREIGN KEY (application_id) REFERENCES sharing.application(id);

--
-- Name: paper_signature paper_signature_application_id_fkey; Type: FK CONSTRAINT; Schema: sharing; Owner: -
--

ALTER TABLE ONLY sharing.paper_signature
    ADD CONSTRAINT paper_signature_application_id_fkey FOREIGN KEY (application_id) REFERENCES sharing.application(id);

--
-- Name: printed_agreement printed_agreement_agreement_id_fkey; Type: FK CONSTRAINT; Schema: sharing; Owner: -
--

ALTER TABLE ONLY sharing.printed_agreement
    ADD CONSTRAINT printed_agreement_agreement_id_fkey FOREIGN KEY (agreement_id) REFERENCES sharing.agreement(id);

--
-- Name: reply_extension reply_extension_application_id_fkey; Type: FK CONSTRAINT; Schema: sharing; Owner: -
--

ALTER TABLE ONLY sharing.reply_extension
    ADD CONSTRAINT reply_extension_application_id_fkey FOREIGN KEY (application_id) REFERENCES sharing.application(id);

--
-- Name: reuse reuse_application_id_fkey; Type: FK CONSTRAINT; Schema: sharing; Owner: -
--

ALTER TABLE ONLY sharing.reuse
    ADD CONSTRAINT reuse_application_id_fkey FOREIGN KEY (application_id) REFERENCES sharing.application(id);

--
-- Name: reuse reuse_from_id_fkey; Type: FK CONSTRAINT; Schema: sharing; Owner: -
--

ALTER TABLE ONLY sharing.reuse
    ADD CONSTRAINT reuse_from_id_fkey FOREIGN KEY (from_id) REFERENCES sharing.application(id);

--
-- Name: share_grant share_grant_agreement_id_fkey; Type: FK CONSTRAINT; Schema: sharing; Owner: -
--

ALTER TABLE ONLY sharing.share_grant
    ADD CONSTRAINT share_grant_agreement_id_fkey FOREIGN KEY (agreement_id) REFERENCES sharing.agreement(id);

--
-- Name: share_grant share_grant_application_id_fkey; Type: FK CONSTRAINT; Schema: sharing; Owner: -
--

ALTER TABLE ONLY sharing.share_grant
    ADD CONSTRAINT share_grant_application_id_fkey FOREIGN KEY (application_id) REFERENCES sharing.application(id);

--
-- Name: stamped_copy stamped_copy_agreement_id_fkey; Type: FK CONSTRAINT; Schema: sharing; Owner: -
--

ALTER TABLE ONLY sharing.stamped_copy
    ADD CONSTRAINT stamped_copy_agreement_id_fkey FOREIGN KEY (agreement_id) REFERENCES sharing.agreement(id);

--
-- Name: submission submission_application_id_fkey; Type: FK CONSTRAINT; Schema: sharing; Owner: -
--

ALTER TABLE ONLY sharing.submission
    ADD CONSTRAINT submission_application_id_fkey FOREIGN KEY (application_id) REFERENCES sharing.application(id);

--
-- Name: supplement_notice supplement_notice_application_id_fkey; Type: FK CONSTRAINT; Schema: sharing; Owner: -
--

ALTER TABLE ONLY sharing.supplement_notice
    ADD CONSTRAINT supplement_notice_application_id_fkey FOREIGN KEY (application_id) REFERENCES sharing.application(id);

--
-- Name: suspension_event suspension_event_suspension_id_fkey; Type: FK CONSTRAINT; Schema: sharing; Owner: -
--

ALTER TABLE ONLY sharing.suspension_event
    ADD CONSTRAINT suspension_event_suspension_id_fkey FOREIGN KEY (suspension_id) REFERENCES sharing.suspension(id);

--
-- Name: suspension suspension_grant_id_fkey; Type: FK CONSTRAINT; Schema: sharing; Owner: -
--

ALTER TABLE ONLY sharing.suspension
    ADD CONSTRAINT suspension_grant_id_fkey FOREIGN KEY (grant_id) REFERENCES sharing.share_grant(id);

--
-- Name: template_use template_use_application_id_fkey; Type: FK CONSTRAINT; Schema: sharing; Owner: -
--

ALTER TABLE ONLY sharing.template_use
    ADD CONSTRAINT template_use_application_id_fkey FOREIGN KEY (application_id) REFERENCES sharing.application(id);

--
-- Name: template_use template_use_template_id_version_fkey; Type: FK CONSTRAINT; Schema: sharing; Owner: -
--

ALTER TABLE ONLY sharing.template_use
    ADD CONSTRAINT template_use_template_id_version_fkey FOREIGN KEY (template_id, version) REFERENCES sharing.use_template_version(template_id, version);

--
-- Name: use_month use_month_grant_id_fkey; Type: FK CONSTRAINT; Schema: sharing; Owner: -
--

ALTER TABLE ONLY sharing.use_month
    ADD CONSTRAINT use_month_grant_id_fkey FOREIGN KEY (grant_id) REFERENCES sharing.share_grant(id);

--
-- Name: use_month use_month_record_id_fkey; Type: FK CONSTRAINT; Schema: sharing; Owner: -
--

ALTER TABLE ONLY sharing.use_month
    ADD CONSTRAINT use_month_record_id_fkey FOREIGN KEY (record_id) REFERENCES sharing.use_record(id);

--
-- Name: use_record use_record_grant_id_fkey; Type: FK CONSTRAINT; Schema: sharing; Owner: -
--

ALTER TABLE ONLY sharing.use_record
    ADD CONSTRAINT use_record_grant_id_fkey FOREIGN KEY (grant_id) REFERENCES sharing.share_grant(id);

--
-- Name: use_sample use_sample_month_id_fkey; Type: FK CONSTRAINT; Schema: sharing; Owner: -
--

ALTER TABLE ONLY sharing.use_sample
    ADD CONSTRAINT use_sample_month_id_fkey FOREIGN KEY (month_id) REFERENCES sharing.use_month(id);

--
-- Name: use_statement use_statement_grant_id_fkey; Type: FK CONSTRAINT; Schema: sharing; Owner: -
--

ALTER TABLE ONLY sharing.use_statement
    ADD CONSTRAINT use_statement_grant_id_fkey FOREIGN KEY (grant_id) REFERENCES sharing.share_grant(id);

--
-- Name: use_statement use_statement_record_id_fkey; Type: FK CONSTRAINT; Schema: sharing; Owner: -
--

ALTER TABLE ONLY sharing.use_statement
    ADD CONSTRAINT use_statement_record_id_fkey FOREIGN KEY (record_id) REFERENCES sharing.use_record(id);

--
-- Name: use_template_version use_template_version_template_id_fkey; Type: FK CONSTRAINT; Schema: sharing; Owner: -
--

ALTER TABLE ONLY sharing.use_template_version
    ADD CONSTRAINT use_template_version_template_id_fkey FOREIGN KEY (template_id) REFERENCES sharing.use_template(id);

--
-- Name: _private_job_queues; Type: ROW SECURITY; Schema: graphile_worker; Owner: -
--

ALTER TABLE graphile_worker._private_job_queues ENABLE ROW LEVEL SECURITY;

--
-- Name: _private_jobs; Type: ROW SECURITY; Schema: graphile_worker; Owner: -
--

ALTER TABLE graphile_worker._private_jobs ENABLE ROW LEVEL SECURITY;

--
-- Name: _private_known_crontabs; Type: ROW SECURITY; Schema: graphile_worker; Owner: -
--

ALTER TABLE graphile_worker._private_known_crontabs ENABLE ROW LEVEL SECURITY;

--
-- Name: _private_tasks; Type: ROW SECURITY; Schema: graphile_worker; Owner: -
--

ALTER TABLE graphile_worker._private_tasks ENABLE ROW LEVEL SECURITY;

--
-- PostgreSQL database dump complete
--
